"""Shared counter with threads: all threads see the same counter, and the interpreter may switch
threads between the read and the write. So a lock is needed here, too."""

import threading

import trial


class Locked:
    def __init__(self):
        self.lock = threading.Lock()
        self.value = 0

    def add(self):
        with self.lock:
            self.value += 1


def add(counter, additions):
    for _ in range(additions):
        counter.add()


def shared_counter(workers, additions):
    counter = Locked()
    adders = [threading.Thread(target=add, args=(counter, additions)) for _ in range(workers)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    return counter.value


if __name__ == "__main__":
    trial.run(lambda race: [[shared_counter(*race)]])
