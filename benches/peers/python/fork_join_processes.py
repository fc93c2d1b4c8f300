"""Fork-join with processes: this one divides the problem down to the grain, and the workers of a pool count the
parts."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import trial

FIBONACCI, QUEENS, SKYNET = range(3)


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def places_of(free_columns, left, right):
    places = free_columns & ~(left | right)
    while places:
        yield places & -places
        places &= places - 1


def after(place, rows_left, free_columns, left, right):
    return rows_left - 1, free_columns & ~place, (left | place) << 1, (right | place) >> 1


def queens(*part):
    if part[0] == 0:
        return 1
    return sum(queens(*after(place, *part)) for place in places_of(*part[1:]))


def skynet(depth, first):
    return first if depth == 0 else sum(skynet(depth - 1, first + i * 10 ** (depth - 1)) for i in range(10))


def parts_of(problem, part):
    if problem == FIBONACCI:
        return [(part[0] - 1,), (part[0] - 2,)]
    if problem == QUEENS:
        return [after(place, *part) for place in places_of(*part[1:])]
    return [(part[0] - 1, part[1] + i * 10 ** (part[0] - 1)) for i in range(10)]


def levels(problem, part):
    return max(0, part[0] - 1) if problem == FIBONACCI else part[0]


def divide_down_to(grain, problem, whole):
    small, to_divide = [], [whole]
    while to_divide:
        part = to_divide.pop()
        if levels(problem, part) <= grain:
            small.append(part)
        else:
            to_divide.extend(parts_of(problem, part))
    return small


def count(problem, part):
    return (fibonacci, queens, skynet)[problem](*part)


def fork_join(division):
    problem, size, grain, workers = division
    whole = [(size,), (size, (1 << size) - 1, 0, 0), (size, 0)][problem]
    parts = divide_down_to(grain, problem, whole)
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, fork, trial.die_with_parent) as pool:
        total = sum(pool.map(count, [problem] * len(parts), parts))
    return [[total >> 31, total & 0x7FFFFFFF]]


if __name__ == "__main__":
    trial.run(fork_join)
