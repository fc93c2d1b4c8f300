"""A blocking call with coroutines: one coroutine per task, all on one thread. Another thread makes
the call that would block the loop."""

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


async def call(number, delay_us, is_blocking, inbox):
    if is_blocking:
        await asyncio.to_thread(time.sleep, delay_us / 1e6)
    else:
        await asyncio.sleep(delay_us / 1e6)
    inbox.put(number)


async def blocking_call(delays_us, blocks):
    inbox = Inbox()
    await asyncio.gather(
        *(
            call(number, delay_us, is_blocking, inbox)
            for number, (delay_us, is_blocking) in enumerate(zip(delays_us, blocks))
        )
    )
    return inbox.ids, inbox.after_us


if __name__ == "__main__":
    trial.run(lambda delays_us, blocks: asyncio.run(blocking_call(delays_us, blocks)))
