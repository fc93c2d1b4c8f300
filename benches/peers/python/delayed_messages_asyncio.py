"""Delayed messages with coroutines: one task per message, and one sleeping thread for all of
them. One runs at a time, so nothing is locked."""

import asyncio
import time

import trial


class Inbox:
    def __init__(self):
        self.start = time.monotonic_ns()
        self.ids = []
        self.after_us = []

    def put(self, number):
        self.ids.append(number)
        self.after_us.append((time.monotonic_ns() - self.start) // 1000)


async def deliver(number, delay_us, inbox):
    await asyncio.sleep(delay_us / 1e6)
    inbox.put(number)


async def delayed_messages(delays_us):
    inbox = Inbox()
    await asyncio.gather(
        *(deliver(number, delay_us, inbox) for number, delay_us in enumerate(delays_us))
    )
    return inbox.ids, inbox.after_us


if __name__ == "__main__":
    trial.run(lambda delays_us: asyncio.run(delayed_messages(delays_us)))
