"""Units: what each metric is, and amounts for people to read."""

from decimal import Decimal

OF_THE_MAP = "mixed"  # which `triptych run` leaves to `triptych map`
WITHOUT_BASELINE = ("http_server",)  # a server that serves one client after another is none

FIGURES = {  # the label of each metric in the results file, with its unit
    "greeting_at_once": "greeters at the desk at once",
    "processes_seen": "processes in which they ran",
    "threads_seen": "threads in which they ran",
    "late_p50_ms": "lateness, median (ms)",
    "late_p99_ms": "lateness, 99th percentile (ms)",
    "late_max_ms": "lateness, maximum (ms)",
    "overtaken": "overtaken by one due later",
    "lost": "lost additions",
    "lost_percent": "lost (%)",
    "lost_rounds": "rounds in which an update was lost",
    "deadlocks": "deadlocks detected and broken",
    "ended": "workers that were ended",
    "found_p50_us": "time until the deadlock was detected, median (µs)",
    "peak_in_flight": "tasks in flight, maximum",
    "master_busy_percent": "master busy (% of the time)",
    "seen": "notes that the creator sees",
    "faults": "page faults while writing",
    "tries": "tries of all tasks together",
    "tries_each": "tries of a task, on average",
    "pauses_at_once": "pauses at once, on average",
    "most_tries": "tries of the unluckiest task",
    "latency_p50_ms": "latency, median (ms)",
    "latency_p99_ms": "latency, 99th percentile (ms)",
    "live_threads": "threads alive at once",
    "live_processes": "processes alive at once",
    "voluntary_switches": "voluntary context switches",
    "involuntary_switches": "involuntary context switches",
}
LOST = {  # the words for a share of lost updates
    "shared_counter": "lost {} % of the additions",
    "db_update": "lost an update in {} % of the rounds",
}
EVERYBODY = ("baseline", "contender", "peer", "broken")


def one_of(unit):
    """The singular of what sizes count: "message" of "messages"."""
    many, *rest = unit.split(" ")
    return " ".join([many.removesuffix("s"), *rest])


def label_of(column):
    """The label of a metric; its name if it has none."""
    return FIGURES.get(column, column.replace("_", " "))


def number(value):
    """A number for people to read, without an exponent: whole if it is whole, else with three
    digits."""
    if value != value or value in (float("inf"), float("-inf")):
        return "unknown"
    if value == round(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    digits = f"{Decimal(f'{value:.3g}'):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def seconds(value):
    """A time for people to read: "12.3 ms"."""
    if value == 0:
        return "0 s"
    for unit, factor in (("ns", 1e9), ("µs", 1e6), ("ms", 1e3)):
        rounded = float(f"{value * factor:.3g}")
        if rounded < 1000:
            return f"{number(rounded)} {unit}"
    return f"{number(value)} s"


def amount(value):
    """An amount of memory for people to read: "1.5 KiB"."""
    for unit, factor in (("B", 1), ("KiB", 2**10), ("MiB", 2**20)):
        if round(value / factor) < 1024:
            return f"{number(round(value) if unit == 'B' else value / factor)} {unit}"
    return f"{number(value / 2**30)} GiB"
