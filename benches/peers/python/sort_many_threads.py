"""Sort many with threads: a pool, a thread per core. The interpreter lock lets only one of them
run at a time."""

import os
from array import array
from concurrent.futures import ThreadPoolExecutor

import trial


def sort(values):
    return array("i", sorted(values))


def sort_many(*lists):
    workers = len(os.sched_getaffinity(0))
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(sort, lists))


if __name__ == "__main__":
    trial.run(sort_many)
