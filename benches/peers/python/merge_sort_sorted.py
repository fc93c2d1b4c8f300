"""Merge sort with the built-in list.sort(): it is a merge sort in C, on one thread."""

import trial


def merge_sort(values):
    values.sort()
    return [values]


if __name__ == "__main__":
    trial.run(merge_sort, given_as=list)
