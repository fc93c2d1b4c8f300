"""What the figures say, in words: computed from the results, and silent where there are none."""

from triptych_results import largest_shared, summary

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
}


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


def nothing(workload, what):
    return f"*Nothing to say: the file has no {what} of {workload}.*"


def about_machine(results):
    """Where and when these figures were measured, and whether all of them were."""
    context = results.context
    ours = context.get("triptych", {})
    facts = [
        ("cores", results.cores),
        ("system", ours.get("kernel")),
        ("compiler", ours.get("compiler")),
        ("measured", context.get("date")),
        ("seed", ours.get("seed")),
        ("runs", len(results.runs)),
        ("cells without a time", len(results.absent)),
    ]
    rows = [f"| {name} | {value} |" for name, value in facts if value is not None]
    return "\n".join(["| this file | |", "|---|---|", *rows])


def about_times(results, workload):
    """Who is fastest at the largest size they share, and whether the spread allows to say so."""
    table = largest_shared(summary(results, workload, "seconds")).sort_values("median")
    if table.empty:
        return nothing(workload, "times")
    best = table.iloc[0]
    said = (
        f"At {best['size']:,} {UNITS.get(workload, 'items')}, **{best['answer']}** took "
        f"{seconds(best['median'])}"
    )
    if len(table) == 1:
        return said + "; nothing was measured to compare it with."
    level = table[table["min"] <= best["max"]]["answer"].tolist()[1:]
    slowest = table.iloc[-1]
    if level:
        said += f"; its spread overlaps that of {', '.join(level)}, so this run cannot rank them"
    if slowest["answer"] in level:
        return said + "."
    times = slowest["median"] / best["median"]
    return said + (
        f". The slowest, {slowest['answer']}, took {seconds(slowest['median'])}: "
        f"{times:.3g} times as long."
    )


def about_efficiency(results, workload):
    """How near the fastest came to the ideal."""
    measured = largest_shared(summary(results, workload, "seconds"))
    ideal = summary(results, workload, "ideal_seconds")
    if measured.empty or ideal.empty:
        return nothing(workload, "ideal times")
    best = measured.loc[measured["median"].idxmin()]
    ideal = ideal[ideal["size"] == best["size"]]
    if ideal.empty:
        return nothing(workload, f"ideal time for {best['size']:,}")
    least = ideal["median"].median()
    return (
        f"Physics allows {seconds(least)} there: {best['answer']} reaches "
        f"{100 * least / best['median']:.0f} % of the ideal."
    )


def about_busy(results, workload):
    """Whether the machine worked or waited, judged by the plain sequential answer."""
    table = summary(results, workload, "busy_percent")
    shared = largest_shared(table)
    if shared.empty:
        return nothing(workload, "CPU times")
    words = ", ".join(
        f"{row['answer']} {row['median']:.0f} %" for _, row in shared.iterrows()
    )
    said = f"{workload}, {results.cores} cores: {words}."
    alone = table[table["role"] == "baseline"]
    if alone.empty:
        return said
    part = alone["median"].iloc[-1] * results.cores / 100
    bound = "CPU-bound" if part > 0.5 else "I/O-bound"
    return f"{said} The sequential answer keeps one core {100 * part:.0f} % busy: **{bound}**."


def about_memory(results, workload="delayed_messages"):
    """What one more message costs: the slope between the smallest and the largest size."""
    table = summary(results, workload, "peak_bytes")
    table = table[table["role"] == "contender"]
    said = []
    for answer, rows in table.groupby("answer", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        if first["size"] == last["size"]:
            continue
        slope = (last["median"] - first["median"]) / (last["size"] - first["size"])
        said.append(
            f"- {answer}: {amount(max(slope, 0))} for each further message "
            f"(from {first['size']:,} to {last['size']:,})"
        )
    return "\n".join(said) or nothing(workload, "memory figures at two sizes")


def about_lost(results, workload="shared_counter"):
    """How many updates each answer lost."""
    table = summary(results, workload, "lost_percent")
    if table.empty:
        return nothing(workload, "lost updates")
    table = table[table["size"] == table["size"].max()]
    losers = table[table["max"] > 0].sort_values("median", ascending=False)
    safe = table[table["max"] == 0]["answer"].tolist()
    said = []
    for _, row in losers.iterrows():
        least, median, most = (f"{row[column]:.3g}" for column in ("min", "median", "max"))
        spread = "" if least == most else f" (between {least} and {most} %)"
        said.append(f"- **{row['answer']}** lost {median} % of the additions{spread}")
    if safe:
        said.append(f"- nothing was lost by {', '.join(safe)}")
    return "\n".join(said)


def about_absent(results):
    """What has no time, and why."""
    if results.absent.empty:
        said = "Every cell that was tried has a time."
    else:
        said = "\n".join(
            f"- {row['workload']}/{row['answer']}/{row['size']}: {row['reason']}"
            for _, row in results.absent.iterrows()
        )
    if not results.complete:
        said = "**The run was cut short: these are the results up to then.**\n\n" + said
    return said
