"""What every program here has in common: how it gets its input, the word to go, and what it cost.

The program that starts these (benches/peers/python.cpp) and they talk in messages. A message is a
number of lists; a list is a number of integers, and these; all of them have 32 bits. First comes
the input. An empty message says "ready", another one "go". A list of costs says "done", and the
output follows. So neither the interpreter's start nor the way of the data is in the time.
"""

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
from array import array

PR_SET_PDEATHSIG = 1


def run(solve, given_as=array):
    """Calls solve() with the lists of the input; it returns the lists of the output."""
    die_with_parent()
    lists = [values if given_as is array else given_as(values) for values in take()]
    put([])
    take()
    before = cost()
    output = solve(*lists)
    put([[after - until for after, until in zip(cost(), before)]])
    put(output)


def die_with_parent():
    """Asks the kernel to end this process with the one that started it; for pools, too."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent and os.getppid() != parent.pid:
        os._exit(1)  # it died before it could be asked for


def cost():
    """CPU time in microseconds, and context switches when waiting and when preempted: of this
    process, and of the children that it has waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return [
        sum(round(1e6 * (usage.ru_utime + usage.ru_stime)) for usage in usages),
        sum(usage.ru_nvcsw for usage in usages),
        sum(usage.ru_nivcsw for usage in usages),
    ]


def take():
    """The lists of the next message."""
    return [take_values(take_values(1)[0]) for _ in range(take_values(1)[0])]


def take_values(count):
    values = array("i", sys.stdin.buffer.read(4 * count))
    if len(values) < count:
        sys.exit("the input has ended too early")
    return values


def put(lists):
    """Sends a message of these lists."""
    write = sys.stdout.buffer.write
    write(array("i", [len(lists)]))
    for values in lists:
        write(array("i", [len(values)]))
        write(values if isinstance(values, array) else array("i", values))
    sys.stdout.buffer.flush()
