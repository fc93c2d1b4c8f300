"""The part that all programs here share: input, start command, costs and output.

They exchange messages with the program that starts them (benches/peers/python.cpp). A message is
the number of its lists, and then the lists; a list is the number of its integers, and then the
integers; all numbers have 32 bits. The protocol: the program receives the input; it sends an empty
message ("ready"); it receives an empty message ("go"); it works; it sends a list of costs ("done");
it sends the output. So the measurement includes neither the start of the interpreter nor the
transport of the data.
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
    """Asks the kernel to kill this process if its parent dies; also for the workers of pools."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent and os.getppid() != parent.pid:
        os._exit(1)  # the parent died before the prctl


def cost():
    """CPU time in microseconds, and voluntary and involuntary context switches: of this process and
    of the children that it has reaped."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return [
        sum(round(1e6 * (usage.ru_utime + usage.ru_stime)) for usage in usages),
        sum(usage.ru_nvcsw for usage in usages),
        sum(usage.ru_nivcsw for usage in usages),
    ]


def take():
    """Receives a message, and returns its lists."""
    return [take_values(take_values(1)[0]) for _ in range(take_values(1)[0])]


def take_values(count):
    values = array("i", sys.stdin.buffer.read(4 * count))
    if len(values) < count:
        sys.exit("the input ended too early")
    return values


def put(lists):
    """Sends a message of these lists."""
    write = sys.stdout.buffer.write
    write(array("i", [len(lists)]))
    for values in lists:
        write(array("i", [len(values)]))
        write(values if isinstance(values, array) else array("i", values))
    sys.stdout.buffer.flush()
