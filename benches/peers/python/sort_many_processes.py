"""Sort many with processes: a pool, by default with a process per core. Each process has its own
interpreter lock. The lists are sent to it and back as arrays, which is faster than sending lists,
although a worker must convert them."""

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
