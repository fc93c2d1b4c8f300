"""Units: of what each workload has many, what each figure is, and amounts as people say them."""

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


FIGURES = {  # what a figure of the results file is, and its unit
    "greeting_at_once": "greeters there at once",
    "processes_seen": "processes in which they ran",
    "threads_seen": "threads in which they ran",
    "late_p99_ms": "lateness of 99 in 100 / ms, at most",
    "late_max_ms": "lateness of the last / ms",
    "overtaken": "overtaken by one that was due later",
    "lost_percent": "percent lost",
    "found_p50_us": "until the deadlock was found / µs",
    "peak_in_flight": "tasks in flight at once, at most",
    "master_busy_percent": "percent of the time that the master moves",
    "seen": "notes that the creator sees",
    "faults": "page faults while writing",
    "most_tries": "tries of the unluckiest task",
    "latency_p99_ms": "from put to got, 99 in 100 / ms, at most",
    "live_threads": "threads alive at once",
    "live_processes": "processes alive at once",
    "voluntary_switches": "context switches, to wait",
}
EVERYBODY = ("baseline", "contender", "reference", "exhibit")


def seconds(value):
    """A time as people say it: "12.3 ms"."""
    if value == 0:
        return "0 s"
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if value * factor >= 1:
            return f"{value * factor:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def amount(value):
    """Bytes as people say them: "1.50 KiB"."""
    for unit, factor in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
        if value >= factor:
            return f"{value / factor:.3g} {unit}"
    return f"{value:.0f} B"
