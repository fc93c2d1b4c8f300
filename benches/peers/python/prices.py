"""What Python's primitives cost: a name and its nanoseconds on a line, once for each repetition.

    python3 prices.py REPETITIONS

Each repetition is the mean over as many calls as fit into some milliseconds. What forks is measured
first, while this process is small and has one thread.
"""

import asyncio
import multiprocessing
import os
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

MEASURED = 0.004  # seconds for each repetition, at least
CONTENDED = 10 * sys.getswitchinterval()  # threads take turns of that: several are measured


def report(name, seconds, calls):
    print(name, seconds / calls * 1e9, flush=True)


def repeat(name, repetitions, many, measured=MEASURED):
    """Times many(calls) with as many calls as take long enough; one repetition more is dropped."""
    calls = 1
    while True:
        begun = time.perf_counter()
        many(calls)
        taken = time.perf_counter() - begun
        if taken >= measured:
            break
        calls = max(2 * calls, int(calls * measured / max(taken, 1e-9)))
    for _ in range(repetitions):
        begun = time.perf_counter()
        many(calls)
        report(name, time.perf_counter() - begun, calls)


async def repeat_async(name, repetitions, many):
    """The same inside the event loop: many(calls) is awaited."""
    calls = 1
    while True:
        begun = time.perf_counter()
        await many(calls)
        taken = time.perf_counter() - begun
        if taken >= MEASURED:
            break
        calls = max(2 * calls, int(calls * MEASURED / max(taken, 1e-9)))
    for _ in range(repetitions):
        begun = time.perf_counter()
        await many(calls)
        report(name, time.perf_counter() - begun, calls)


def nothing():
    return 42


def fork_and_wait(calls):
    for _ in range(calls):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)


def echo(connection):
    while (message := connection.recv_bytes()) != b"over":
        connection.send_bytes(message)


def measure_processes(repetitions):
    repeat("fork_and_wait", repetitions, fork_and_wait)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    child = context.Process(target=echo, args=(theirs,))
    child.start()

    def round_trips(calls):
        for _ in range(calls):
            ours.send_bytes(b"x")
            ours.recv_bytes()

    repeat("pipe_round_trip", repetitions, round_trips)
    ours.send_bytes(b"over")
    child.join()
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        def jobs(calls):
            for _ in range(calls):
                pool.submit(nothing).result()

        repeat("process_pool_job", repetitions, jobs)


def empty_loop(calls):
    for _ in range(calls):
        pass


def call(calls):
    for _ in range(calls):
        nothing()


def counting():
    while True:
        yield


def measure_calls(repetitions):
    repeat("empty_loop", repetitions, empty_loop)
    repeat("function_call", repetitions, call)
    generator = counting()

    def resume(calls):
        for _ in range(calls):
            next(generator)

    repeat("generator_resume", repetitions, resume)


def measure_threads(repetitions):
    lock = threading.Lock()

    def take(calls):
        for _ in range(calls):
            with lock:
                pass

    repeat("lock_free", repetitions, take)
    over = threading.Event()

    def contend():
        while not over.is_set():
            with lock:
                pass

    rival = threading.Thread(target=contend)
    rival.start()
    repeat("lock_contended", repetitions, take, CONTENDED)
    over.set()
    rival.join()

    def create_and_join(calls):
        for _ in range(calls):
            thread = threading.Thread(target=nothing)
            thread.start()
            thread.join()

    repeat("thread_create_and_join", repetitions, create_and_join)
    with ThreadPoolExecutor(1) as pool:
        def jobs(calls):
            for _ in range(calls):
                pool.submit(nothing).result()

        repeat("thread_pool_job", repetitions, jobs)
    measure_condition(repetitions)


def measure_condition(repetitions):
    changed = threading.Condition()
    turn = "ours"

    def give(to):
        nonlocal turn
        with changed:
            turn = to
            changed.notify()

    def wait_while(whose):
        with changed:
            changed.wait_for(lambda: turn != whose)
            return turn

    def answer():
        while wait_while("ours") != "over":
            give("ours")

    def round_trips(calls):
        for _ in range(calls):
            give("theirs")
            wait_while("theirs")

    other = threading.Thread(target=answer)
    other.start()
    repeat("condition_round_trip", repetitions, round_trips)
    give("over")
    other.join()


async def child():
    return 42


async def sleep_a_moment():
    await asyncio.sleep(1e-9)


async def measure_coroutines(repetitions):
    loop = asyncio.get_running_loop()
    lock = asyncio.Lock()

    async def await_children(calls):
        for _ in range(calls):
            await child()

    async def create_tasks(calls):
        for _ in range(calls):
            await asyncio.create_task(child())

    async def sleep_0(calls):
        for _ in range(calls):
            await asyncio.sleep(0)

    async def call_soon(calls):
        for _ in range(calls):
            loop.call_soon(nothing)
            await asyncio.sleep(0)

    async def sleep(calls):
        await asyncio.gather(*(sleep_a_moment() for _ in range(calls)))

    async def take(calls):
        for _ in range(calls):
            async with lock:
                pass

    for name, many in (("await_child", await_children), ("create_task_and_await", create_tasks),
                       ("sleep_0", sleep_0), ("call_soon", call_soon), ("sleep", sleep),
                       ("async_lock_free", take)):
        await repeat_async(name, repetitions, many)


if __name__ == "__main__":
    how_often = int(sys.argv[1])
    measure_processes(how_often)
    measure_calls(how_often)
    measure_threads(how_often)
    asyncio.run(measure_coroutines(how_often))
