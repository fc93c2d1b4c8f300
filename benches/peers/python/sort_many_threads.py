"""Sort many with threads: a pool, by default with a thread per core. The interpreter lock lets
only one of them run at a time."""

from concurrent.futures import ThreadPoolExecutor

import trial


def sort_many(terms, *lists):
    (workers,) = terms
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(sorted, lists))


if __name__ == "__main__":
    trial.run(sort_many, given_as=list)
