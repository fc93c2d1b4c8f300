"""Task pool with coroutines: one coroutine per task, and a semaphore that lets a hundred start.
The number of tasks in flight is bounded; the memory is not."""

import asyncio

import trial


class Worklist:
    """The events in their order: a task's number plus one, negative at its end."""

    def __init__(self):
        self.events = []

    def begin(self, task):
        self.events.append(task + 1)

    def end(self, task):
        self.events.append(-task - 1)


async def work(task, wait_us, worklist, permits):
    async with permits:
        worklist.begin(task)
        await asyncio.sleep(wait_us / 1e6)
        worklist.end(task)


async def task_pool(terms, waits_us):
    (most_in_flight,) = terms
    worklist = Worklist()
    permits = asyncio.Semaphore(most_in_flight)
    await asyncio.gather(
        *(work(task, wait_us, worklist, permits) for task, wait_us in enumerate(waits_us))
    )
    return [worklist.events]


if __name__ == "__main__":
    trial.run(lambda *batch: asyncio.run(task_pool(*batch)))
