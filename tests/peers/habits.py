"""A program that behaves as its input says, for the tests of benches/peers/python."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benches/peers/python"))

import trial  # noqa: E402

FORK = multiprocessing.get_context("fork")


def burn(milliseconds):
    until = time.process_time() + milliseconds / 1e3
    while time.process_time() < until:
        pass
    return []


def burn_in_child(milliseconds):
    child = FORK.Process(target=burn, args=(milliseconds,))
    child.start()
    child.join()
    return []


def burn_beforehand(_):
    return []


def raise_an_error(_):
    raise ValueError("raised on purpose")


def exit_silently(status):
    sys.exit(status)


def hang(_):
    threading.Event().wait()


def die_as_a_pool_works(_):
    """Its worker has inherited the channel, and would wait for ever."""
    with ProcessPoolExecutor(1, FORK, trial.die_with_parent) as pool:
        pool.submit(hang, 0)
        os.kill(os.getpid(), signal.SIGKILL)


def write_much(_):
    """More than a pipe holds."""
    sys.stderr.write("no news\n" * 100_000)
    return []


def say(number):
    """Writes a number where the costs are expected."""
    sys.stdout.buffer.write(number.to_bytes(4, sys.byteorder, signed=True))
    sys.stdout.buffer.flush()
    hang(0)


def close_output(_):
    os.close(0)
    os.close(1)
    hang(0)


HABITS = [
    burn,
    burn_in_child,
    burn_beforehand,
    raise_an_error,
    exit_silently,
    hang,
    die_as_a_pool_works,
    write_much,
    say,
    close_output,
]


def follow_habit(name_and_amount, *lists):
    habit, amount = name_and_amount
    return HABITS[habit](amount) or lists


if __name__ == "__main__":
    burn(100)
    trial.run(follow_habit)
