"""Units: of what each workload has many, what each figure is, and amounts as people say them."""

from decimal import Decimal

UNITS = {
    "hello": "greeters",
    "delayed_messages": "messages",
    "merge_sort": "integers",
    "sort_many": "lists",
    "shared_counter": "additions by each worker",
    "chained_tasks": "chains",
    "db_update": "rounds",
    "deadlock": "rounds",
    "task_pool": "tasks",
    "simultaneous_chess": "rounds",
    "memory_isolation": "pages",
    "retries": "tasks",
    "producer_consumer": "items",
    "blocking_call": "tasks",
    "mixed": "tasks",
}
OF_THE_MAP = "mixed"  # which `triptych run` leaves to `triptych map`

FIGURES = {  # what a figure of the results file is, and its unit
    "greeting_at_once": "greeters there at once",
    "processes_seen": "processes in which they ran",
    "threads_seen": "threads in which they ran",
    "late_p50_ms": "lateness, half of them at most (ms)",
    "late_p99_ms": "lateness, 99 in 100 at most (ms)",
    "late_max_ms": "lateness of the last (ms)",
    "overtaken": "overtaken by one that was due later",
    "lost": "additions lost",
    "lost_percent": "lost (%)",
    "lost_rounds": "rounds in which an update was lost",
    "deadlocks": "deadlocks found and broken",
    "ended": "workers that were ended",
    "found_p50_us": "until the deadlock was found (µs)",
    "peak_in_flight": "tasks in flight at once, at most",
    "master_busy_percent": "of the time, the master moves (%)",
    "seen": "notes that the creator sees",
    "faults": "page faults while writing",
    "tries": "tries of all tasks together",
    "tries_each": "tries of a task, on average",
    "most_tries": "tries of the unluckiest task",
    "latency_p50_ms": "from put to got, half of them at most (ms)",
    "latency_p99_ms": "from put to got, 99 in 100 at most (ms)",
    "live_threads": "threads alive at once",
    "live_processes": "processes alive at once",
    "voluntary_switches": "context switches, to wait",
    "involuntary_switches": "context switches, to make room",
}
LOST = {  # how a share of lost updates is told
    "shared_counter": "lost {} % of the additions",
    "db_update": "lost an update in {} % of the rounds",
}
EVERYBODY = ("baseline", "contender", "peer", "broken")


def unit_of(workload):
    """Of what it has many: "messages"."""
    return UNITS.get(workload, "items")


def one_of(workload):
    """One of these: "message"; "addition by each worker"."""
    many, *rest = unit_of(workload).split(" ")
    return " ".join([many.removesuffix("s"), *rest])


def label_of(column):
    """What a figure is; of one that nobody here knows, its name."""
    return FIGURES.get(column, column.replace("_", " "))


def number(value):
    """As people write it, never with an exponent: whole if it is whole, else three digits."""
    if value != value or value in (float("inf"), float("-inf")):
        return "unknown"
    if value == round(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    digits = f"{Decimal(f'{value:.3g}'):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def seconds(value):
    """A time as people say it: "12.3 ms"."""
    if value == 0:
        return "0 s"
    for unit, factor in (("ns", 1e9), ("µs", 1e6), ("ms", 1e3)):
        rounded = float(f"{value * factor:.3g}")
        if rounded < 1000:
            return f"{number(rounded)} {unit}"
    return f"{number(value)} s"


def amount(value):
    """Bytes as people say them: "1.5 KiB"."""
    for unit, factor in (("B", 1), ("KiB", 2**10), ("MiB", 2**20)):
        if round(value / factor) < 1024:
            return f"{number(round(value) if unit == 'B' else value / factor)} {unit}"
    return f"{number(value / 2**30)} GiB"
