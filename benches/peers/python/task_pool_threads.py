"""Task pool with threads: a hundred threads take task after task from the pool's queue.
They share memory, so a lock guards the worklist."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import trial


class Worklist:
    """The events in their order: a task's number plus one, negative at its end."""

    def __init__(self):
        self.lock = threading.Lock()
        self.events = []

    def begin(self, task):
        with self.lock:
            self.events.append(task + 1)

    def end(self, task):
        with self.lock:
            self.events.append(-task - 1)


def work(task, wait_us, worklist):
    worklist.begin(task)
    time.sleep(wait_us / 1e6)
    worklist.end(task)


def task_pool(terms, waits_us):
    (most_in_flight,) = terms
    worklist = Worklist()
    with ThreadPoolExecutor(most_in_flight) as pool:
        for task, wait_us in enumerate(waits_us):
            pool.submit(work, task, wait_us, worklist)
    return [worklist.events]


if __name__ == "__main__":
    trial.run(task_pool)
