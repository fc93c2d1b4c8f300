"""Chained tasks with coroutines: one task per chain. Awaiting a phase is a call that may
suspend; while one chain waits, the thread runs another."""

import asyncio
from array import array

import trial

MASK = 2**64 - 1  # a finding has 64 bits; it is sent as two integers of 32 bits


async def phase(before, wait_us):
    await asyncio.sleep(wait_us / 1e6)
    return (31 * before + wait_us) & MASK


async def follow(start, waits_us):
    first = await phase(start, waits_us[0])
    second = await phase(first, waits_us[1])
    return await phase(second, waits_us[2])


async def chained_tasks(starts, *waits_us):
    starts = array("Q", starts.tobytes())
    found = await asyncio.gather(
        *(follow(start, waits) for start, waits in zip(starts, zip(*waits_us)))
    )
    return [array("i", array("Q", found).tobytes())]


if __name__ == "__main__":
    trial.run(lambda *chains: asyncio.run(chained_tasks(*chains)))
