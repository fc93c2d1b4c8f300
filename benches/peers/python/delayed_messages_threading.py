"""Delayed messages with threads: one thread per message, asleep in the kernel.
They share memory, so a lock guards the inbox."""

import threading
import time

import trial


class Inbox:
    def __init__(self):
        self.start = time.monotonic_ns()
        self.lock = threading.Lock()
        self.ids = []
        self.after_us = []

    def put(self, number):
        with self.lock:
            self.ids.append(number)
            self.after_us.append((time.monotonic_ns() - self.start) // 1000)


def deliver(number, delay_us, inbox):
    time.sleep(delay_us / 1e6)
    inbox.put(number)


def delayed_messages(delays_us):
    inbox = Inbox()
    senders = [
        threading.Thread(target=deliver, args=(number, delay_us, inbox))
        for number, delay_us in enumerate(delays_us)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return inbox.ids, inbox.after_us


if __name__ == "__main__":
    trial.run(delayed_messages)
