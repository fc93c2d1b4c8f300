"""Producer and consumer with threads: they share a bounded queue with a lock and condition
variables, on which they wait. A thread cannot be cancelled: None makes a consumer stop."""

import threading
import time
from queue import Queue

import trial


class Receipts:
    def __init__(self, count):
        self.latency_us = [0] * count
        self.times = [0] * count

    def note_got(self, number, put_ns):
        self.latency_us[number] = (time.monotonic_ns() - put_ns) // 1000
        self.times[number] += 1


def produce(numbers, pauses_us, items):
    for number in numbers:
        if pauses_us[number]:
            time.sleep(pauses_us[number] / 1e6)
        items.put((number, time.monotonic_ns()))


def consume(pauses_us, items, receipts):
    while item := items.get():
        number, put_ns = item
        receipts.note_got(number, put_ns)
        if pauses_us[number]:
            time.sleep(pauses_us[number] / 1e6)
        items.task_done()


def producer_consumer(terms, before_put_us, after_get_us):
    producers, consumers, room = terms
    count = len(before_put_us)
    receipts = Receipts(count)
    items = Queue(room)
    consuming = [
        threading.Thread(target=consume, args=(after_get_us, items, receipts))
        for _ in range(consumers)
    ]
    producing = [
        threading.Thread(target=produce, args=(range(first, count, producers), before_put_us, items))
        for first in range(producers)
    ]
    for thread in consuming + producing:
        thread.start()
    for thread in producing:
        thread.join()
    items.join()
    for _ in consuming:
        items.put(None)
    for thread in consuming:
        thread.join()
    return receipts.latency_us, receipts.times


if __name__ == "__main__":
    trial.run(producer_consumer)
