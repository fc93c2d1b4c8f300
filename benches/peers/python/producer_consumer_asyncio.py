"""Producer and consumer with coroutines: they share a bounded queue, and suspend when they must
wait for each other. A consumer is cancelled at the await where it waits."""

import asyncio
import time

import trial


class Receipts:
    def __init__(self, count):
        self.latency_us = [0] * count
        self.times = [0] * count

    def note_got(self, number, put_ns):
        self.latency_us[number] = (time.monotonic_ns() - put_ns) // 1000
        self.times[number] += 1


async def produce(numbers, pauses_us, items):
    for number in numbers:
        if pauses_us[number]:
            await asyncio.sleep(pauses_us[number] / 1e6)
        await items.put((number, time.monotonic_ns()))


async def consume(pauses_us, items, receipts):
    while True:
        number, put_ns = await items.get()
        receipts.note_got(number, put_ns)
        if pauses_us[number]:
            await asyncio.sleep(pauses_us[number] / 1e6)
        items.task_done()


async def producer_consumer(terms, before_put_us, after_get_us):
    producers, consumers, room = terms
    count = len(before_put_us)
    receipts = Receipts(count)
    items = asyncio.Queue(room)
    consuming = [
        asyncio.create_task(consume(after_get_us, items, receipts)) for _ in range(consumers)
    ]
    await asyncio.gather(
        *(produce(range(first, count, producers), before_put_us, items) for first in range(producers))
    )
    await items.join()
    for task in consuming:
        task.cancel()
    await asyncio.gather(*consuming, return_exceptions=True)
    return receipts.latency_us, receipts.times


if __name__ == "__main__":
    trial.run(lambda *trade: asyncio.run(producer_consumer(*trade)))
