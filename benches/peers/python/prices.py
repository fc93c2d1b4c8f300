"""The prices of Python's primitives: prints a name and its nanoseconds, a line for each repetition.

    python3 prices.py REPETITIONS NAME...

Each repetition is the mean of as many calls as fit into a few milliseconds. A price is a context
manager, which sets up before the measurement and cleans up after it. Prices that cannot be measured
on this machine are left out.
"""

import asyncio
import itertools
import mmap
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from inspect import iscoroutinefunction
from typing import NamedTuple

MEASURED = 0.004  # seconds for each repetition, at least
CONTENDED = 10 * sys.getswitchinterval()  # threads switch at that interval: measure several
MANY = 100  # at once
FORKING = multiprocessing.get_context("fork")
PRICES = {}


class NotMeasurable(Exception):
    """This machine lacks what the price needs."""


class Work(NamedTuple):
    """The work that is measured."""
    many: Callable  # many(calls), perhaps async; may return seconds to be subtracted
    measured: float = MEASURED  # seconds of a repetition, at least
    items: int = 1  # in a call; the price is that of one item


def price(context):
    """Decorates a context that yields its Work."""
    PRICES[context.__name__] = contextmanager(context)


def seconds_of(many, calls):
    begun = time.perf_counter()
    not_counted = many(calls) or 0
    return time.perf_counter() - begun - not_counted


async def seconds_of_async(many, calls):
    begun = time.perf_counter()
    await many(calls)
    return time.perf_counter() - begun


async def times_of(work, repetitions):
    """The seconds of a call, one number for each repetition; makes enough calls for that."""
    async def timed(calls):
        if iscoroutinefunction(work.many):
            return await seconds_of_async(work.many, calls)
        return seconds_of(work.many, calls)

    calls = 1
    while (taken := await timed(calls)) < work.measured:
        calls = max(2 * calls, int(calls * work.measured / max(taken, 1e-9)))
    return [await timed(calls) / calls for _ in range(repetitions)]


def measure(name, repetitions):
    with PRICES[name]() as work:
        for seconds in asyncio.run(times_of(work, repetitions)):
            print(name, seconds / work.items * 1e9, flush=True)


def nothing():
    return 42


def each(one):
    """Many calls of `one`."""
    def many(calls):
        for _ in range(calls):
            one()

    return Work(many)


def needs_two_cores():
    if len(os.sched_getaffinity(0)) < 2:
        raise NotMeasurable


# Processes

def sleep_shortly():
    time.sleep(1e-9)


def fork(work):
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return child


def fork_and_wait():
    os.waitpid(fork(nothing), 0)


@price
def fork_and_wait_1():  # plus the interpreter's own memory: about 20 MiB
    yield each(fork_and_wait)


def fork_with(mebibytes):
    """Fork with so many MiB of resident memory."""
    if os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") < 2 * mebibytes << 20:
        raise NotMeasurable
    with mmap.mmap(-1, mebibytes << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as resident:
        for page in range(0, len(resident), mmap.PAGESIZE):
            resident[page] = 1
        yield each(fork_and_wait)


@price
def fork_and_wait_64():
    yield from fork_with(64)


@price
def fork_and_wait_1024():
    yield from fork_with(1024)


def echo(connection):
    while (message := connection.recv_bytes()) != b"over":
        connection.send_bytes(message)


def fork_many(work):
    def many(calls):
        for _ in range(calls):
            children = [fork(work) for _ in range(MANY)]
            for child in children:
                os.waitpid(child, 0)

    return Work(many, items=MANY)


@price
def fork_many_and_wait():
    yield fork_many(nothing)


@price
def fork_many_that_sleep():
    yield fork_many(sleep_shortly)


@price
def pipe_round_trip():
    ours, theirs = FORKING.Pipe()
    child = FORKING.Process(target=echo, args=(theirs,))
    child.start()

    def round_trip():
        ours.send_bytes(b"x")
        ours.recv_bytes()

    yield each(round_trip)
    ours.send_bytes(b"over")
    child.join()


OURS, THEIRS, OVER = 0, 1, 2


def answer_at_once(whose):
    while whose[0] != OVER:
        if whose[0] == THEIRS:
            whose[0] = OURS


@price
def shared_memory_round_trip():
    needs_two_cores()
    with mmap.mmap(-1, mmap.PAGESIZE) as whose:  # shared by default
        child = FORKING.Process(target=answer_at_once, args=(whose,))
        child.start()

        def round_trip():
            whose[0] = THEIRS
            while whose[0] != OURS:
                pass

        warm_until = time.perf_counter() + 0.05  # both may begin on one core
        while time.perf_counter() < warm_until:
            round_trip()
        yield each(round_trip)
        whose[0] = OVER
        child.join()


def give_way(over):
    while over[0] == 0:
        os.sched_yield()


@price
def context_switch():
    """Two processes on one core, because two threads would exchange the interpreter lock."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    with mmap.mmap(-1, mmap.PAGESIZE) as over:
        child = FORKING.Process(target=give_way, args=(over,))
        child.start()

        def switches(calls):  # each yield is a switch there and one back
            for _ in range(calls // 2):
                os.sched_yield()

        yield Work(switches)
        over[0] = 1
        child.join()
    os.sched_setaffinity(0, cores)


@price
def process_pool_job():
    with ProcessPoolExecutor(1, mp_context=FORKING) as pool:
        yield each(lambda: pool.submit(nothing).result())


# Calls

@price
def empty_loop():
    def many(calls):
        for _ in range(calls):
            pass

    yield Work(many)


@price
def function_call():
    def many(calls):
        for _ in range(calls):
            nothing()

    yield Work(many)


def suspends_for_ever():
    while True:
        yield


@price
def generator_resume():
    generator = suspends_for_ever()

    def many(calls):
        for _ in range(calls):
            next(generator)

    yield Work(many)


async def child():
    return 42


@price
def coroutine_create_and_resume():
    def many(calls):
        for _ in range(calls):
            try:
                child().send(None)
            except StopIteration:
                pass

    yield Work(many)


# Threads

@contextmanager
def rival(work):
    """Another thread that does the same work all the time."""
    over = False

    def compete():
        while not over:
            work()

    thread = threading.Thread(target=compete)
    thread.start()
    yield
    over = True
    thread.join()


def count_on(counter):
    """An addition that is atomic, because of the interpreter lock."""
    def many(calls):
        for _ in range(calls):
            next(counter)

    return many


@price
def count_alone():
    yield Work(count_on(itertools.count()))


@price
def count_shared():
    counter = itertools.count()
    with rival(lambda: next(counter)):
        yield Work(count_on(counter), measured=CONTENDED)


@price
def count_sharded():
    theirs = itertools.count()
    with rival(lambda: next(theirs)):
        yield Work(count_on(itertools.count()), measured=CONTENDED)


@price
def lock_free():
    lock = threading.Lock()

    def many(calls):
        for _ in range(calls):
            with lock:
                pass

    yield Work(many)


@price
def lock_contended():
    lock = threading.Lock()

    def take():
        with lock:
            pass

    def many(calls):
        for _ in range(calls):
            with lock:
                pass

    with rival(take):
        yield Work(many, measured=CONTENDED)


@price
def thread_create_and_join():
    def create_and_join():
        thread = threading.Thread(target=nothing)
        thread.start()
        thread.join()

    yield each(create_and_join)


def create_many(work):
    def many(calls):
        for _ in range(calls):
            threads = [threading.Thread(target=work) for _ in range(MANY)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    return Work(many, items=MANY)


@price
def thread_create_many_and_join():
    yield create_many(nothing)


@price
def thread_create_many_that_sleep():
    yield create_many(sleep_shortly)


@price
def sleep_lateness():
    asked = 0.0002

    def many(calls):
        for _ in range(calls):
            time.sleep(asked)
        return calls * asked

    yield Work(many)


@price
def thread_pool_job():
    with ThreadPoolExecutor(1) as pool:
        yield each(lambda: pool.submit(nothing).result())


@price
def lock_round_trip():
    """CPython's lock is a semaphore of the C library, which is a futex: the lowest level."""
    ours, theirs = threading.Lock(), threading.Lock()
    ours.acquire()
    theirs.acquire()
    over = False

    def answer():
        while theirs.acquire() and not over:
            ours.release()

    def round_trip():
        theirs.release()
        ours.acquire()

    other = threading.Thread(target=answer)
    other.start()
    yield each(round_trip)
    over = True
    theirs.release()
    other.join()


@price
def condition_round_trip():
    changed = threading.Condition()
    turn = OURS

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
        while wait_while(OURS) != OVER:
            give(OURS)

    def round_trip():
        give(THEIRS)
        wait_while(THEIRS)

    other = threading.Thread(target=answer)
    other.start()
    yield each(round_trip)
    give(OVER)
    other.join()


# Coroutines

@price
def await_child():
    async def many(calls):
        for _ in range(calls):
            await child()

    yield Work(many)


@price
def create_task_and_await():
    async def many(calls):
        for _ in range(calls):
            await asyncio.create_task(child())

    yield Work(many)


@price
def sleep_0():
    async def many(calls):
        for _ in range(calls):
            await asyncio.sleep(0)

    yield Work(many)


@price
def call_soon():
    async def many(calls):
        loop = asyncio.get_running_loop()
        for _ in range(calls):
            loop.call_soon(nothing)
            await asyncio.sleep(0)

    yield Work(many)


async def sleep_a_moment():
    await asyncio.sleep(1e-9)


@price
def sleep():
    async def many(calls):
        await asyncio.gather(*(sleep_a_moment() for _ in range(calls)))

    yield Work(many)


@price
def async_lock_free():
    async def many(calls):
        lock = asyncio.Lock()
        for _ in range(calls):
            async with lock:
                pass

    yield Work(many)


if __name__ == "__main__":
    how_often, *names = sys.argv[1:]
    for wanted in sorted(names, key=list(PRICES).index):  # forks first, while this process is small
        try:
            measure(wanted, int(how_often))
        except NotMeasurable:
            pass
