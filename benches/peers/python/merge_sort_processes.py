"""Merge sort with processes: each sorts a part, which is sent to it and back. Then list.sort()
merges the sorted parts, because it detects sorted runs."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

import trial


def parts_of(values, count):
    size = -(-len(values) // count)
    return [values[begin : begin + size] for begin in range(0, len(values), size)]


def merge_sort(values):
    workers = len(os.sched_getaffinity(0))
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, fork, trial.die_with_parent) as pool:
        values = [value for part in pool.map(sorted, parts_of(values, workers)) for value in part]
    values.sort()
    return [values]


if __name__ == "__main__":
    trial.run(merge_sort, given_as=list)
