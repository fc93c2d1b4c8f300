"""Sort many with processes: a pool, a process per core unless it is set. Each has an interpreter
lock of its own; the lists are sent to it and back, as arrays, which is quicker than as lists even
though a worker has to make the one of the other."""

import multiprocessing
from array import array
from concurrent.futures import ProcessPoolExecutor

import trial


def sort(values):
    return array("i", sorted(values))


def sort_many(terms, *lists):
    (workers,) = terms
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, fork, trial.die_with_parent) as pool:
        return list(pool.map(sort, lists))


if __name__ == "__main__":
    trial.run(sort_many)
