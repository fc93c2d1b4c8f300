"""Sentences computed from the results. They do not judge which implementation is faster: the
program does, and writes it into the file."""

from triptych.file import about_absent, about_intervals, about_machine  # noqa: F401  exported
from triptych.results import largest_shared, summary
from triptych.units import (EVERYBODY, LOST, amount, label_of, number, one_of, seconds, unit_of)

MOSTLY_COMPUTING, MOSTLY_WAITING = 0.7, 0.3  # as the program's verdict has it


def nothing(workload, what):
    return f"*Nothing to say: the file has no {what} of {workload}.*"


def withheld(results, workload, size):
    """Whether there was CPU contention when this was measured, so that nothing is ranked."""
    return any(benchmark[0] == workload and benchmark[2] == size for benchmark in results.withheld)


def about_times(results, workload):
    """The fastest at the largest size they share, as far as the program could tell."""
    table = largest_shared(summary(results, workload, "seconds")).sort_values("median")
    if table.empty:
        return nothing(workload, "times")
    best, slowest = table.iloc[0], table.iloc[-1]
    size = f"{best['size']:,} {unit_of(workload)}"
    took = f"At {size}, **{best['implementation']}** took {seconds(best['median'])}"
    if withheld(results, workload, best["size"]):
        return (f"{took}, but nothing is ranked there because of CPU contention: other programs "
                "(or the host) were using the cores. Measure again when nothing else runs.")
    if len(table) == 1:
        return f"{took}; nothing was measured to compare it with."
    ratios = {name: results.ratios.get((workload, name, best["size"]))
              for name in table["implementation"]}
    if not all(ratios.values()):
        return (f"{took}, the shortest time; this file cannot show whether it is the fastest, "
                "because it has no intervals of the ratios.")
    level = [name for name, (low, high) in ratios.items()
             if name != best["implementation"] and low <= 1 <= high]
    if level:
        took += f"; it cannot be told apart from {', '.join(level)}"
    if slowest["implementation"] in level:
        return took + "."
    times = slowest["median"] / best["median"]
    return (f"{took}. The slowest, {slowest['implementation']}, took "
            f"{seconds(slowest['median'])}: {number(times)} times as long.")


def about_efficiency(results, workload):
    """How near the fastest implementation came to the ideal."""
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
        f"Physics allows {seconds(least)} there: {best['implementation']} reaches "
        f"{100 * least / best['median']:.0f} % of the ideal."
    )


def about_busy(results, workload):
    """Whether the work is CPU-bound or I/O-bound, judged by the sequential implementation."""
    table = summary(results, workload, "busy_percent")
    shared = largest_shared(table)
    if shared.empty:
        return nothing(workload, "CPU times")
    words = ", ".join(
        f"{row['implementation']} {row['median']:.0f} %" for _, row in shared.iterrows()
    )
    said = f"{workload}, {results.cores} cores: {words}."
    part = _computing_share(results, workload)
    if part is None:
        return said
    bound = ("CPU-bound" if part >= MOSTLY_COMPUTING else
             "I/O-bound" if part <= MOSTLY_WAITING else "between I/O-bound and CPU-bound")
    return (f"{said} The sequential implementation computes for {100 * part:.0f} % of its time: "
            f"**{bound}**.")


def _computing_share(results, workload):
    """The share of its time for which the sequential implementation computes, as the program
    computes it: in the least disturbed repetition, at the largest size. A repetition without a
    voluntary context switch has never waited."""
    runs = results.runs[(results.runs["workload"] == workload)
                        & (results.runs["role"] == "baseline")
                        & results.runs["cpu_seconds"].notna() & (results.runs["seconds"] > 0)]
    if runs.empty:
        return None
    runs = runs[runs["size"] == runs["size"].max()]
    if (runs["voluntary_switches"] == 0).any():
        return 1
    return min(1, (runs["cpu_seconds"] / runs["seconds"]).max())


def about_memory(results, workload="delayed_messages"):
    """The memory of one more worker (or other unit): the growth of the peak from the smallest size
    to the largest, divided by the growth of the number alive at once."""
    grown, guessed = {}, []
    for name, (first, last) in _grown(results, workload).items():
        bytes_more = max(last["bytes"] - first["bytes"], 0)
        more = last["alive"] - first["alive"]
        if more < first["alive"] / 2:  # a pool: as many workers for any number of messages
            said = (f"{name} as many ({last['alive']:,.0f} at once): "
                    f"{amount(bytes_more / (last['size'] - first['size']))} for each "
                    f"{one_of(workload)}")
        else:
            said = f"{name} {amount(bytes_more / more)}"
            if last["counted"]:
                each = amount(bytes_more / (last["size"] - first["size"]))
                said += (f" ({last['alive']:,.0f} of {last['size']:,} alive at once; {each} for "
                         "each ever created)")
            else:
                guessed.append(name)
        grown.setdefault((first["size"], last["size"]), []).append(said)
    if not grown:
        return nothing(workload, "memory figures at two sizes")
    said = [f"Growth of the peak memory from {first:,} to {last:,} {unit_of(workload)}, for each "
            f"additional worker alive at once: {', '.join(each)}."
            for (first, last), each in grown.items()]
    if guessed:
        said.append(f"Not counted: how many workers of {', '.join(guessed)} were alive. Assumed: "
                    f"as many as there are {unit_of(workload)}.")
    return "\n\n".join([*said, (
        "This includes the pages of a stack that were touched, but not what the kernel itself "
        "needs for a thread or a process. A thread that has ended is not alive, but keeps some "
        "pages until it is joined: if threads are joined at the end, the price of one is between "
        "the two.")])


def _grown(results, workload):
    """For each contender: size, bytes and number alive, at its smallest and its largest size."""
    found = {}
    table = summary(results, workload, "peak_bytes")
    keys = ["implementation", "size"]
    alive, counted = (summary(results, workload, column).set_index(keys)["median"]
                      for column in ("alive", "counted"))
    contenders = table[table["role"] == "contender"]
    for name, rows in contenders.groupby("implementation", sort=False):
        ends = [{"size": row["size"], "bytes": row["median"],
                 "alive": alive[name, row["size"]], "counted": counted[name, row["size"]]}
                for _, row in rows.iloc[[0, -1]].iterrows()]
        if ends[0]["size"] != ends[1]["size"]:
            found[name] = ends
    return found


def about_gain(results, workload):
    """The speed-up of each implementation over the sequential one, where both were measured."""
    table = summary(results, workload, "seconds")
    plain = table[table["role"] == "baseline"].set_index("size")["median"]
    table = table[(table["role"] != "baseline") & table["size"].isin(plain.index)]
    if table.empty:
        return nothing(workload, "times to compare with those of a sequential implementation")
    size = table["size"].max()
    said = ", ".join(
        f"{row['implementation']} {number(plain[size] / row['median'])}"
        for _, row in table[table["size"] == size].iterrows()
    )
    doubt = (" But there was CPU contention: these figures are no ranking."
             if withheld(results, workload, size) else "")
    return (
        f"Speed-up over the sequential implementation (times as fast), at {size:,} "
        f"{unit_of(workload)} on {results.cores} cores: {said}.{doubt}"
    )


def about_growth(results, workload):
    """How the time grows from the smallest size to the largest."""
    table = summary(results, workload, "seconds")
    table = table[table["role"] == "contender"]
    said = {}
    for name, rows in table.groupby("implementation", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        if first["size"] != last["size"]:
            times = f"{name} {number(last['median'] / first['median'])}"
            said.setdefault((first["size"], last["size"]), []).append(times)
    return "\n\n".join(
        f"From {first:,} to {last:,} {unit_of(workload)} ({number(last / first)} times as many) "
        f"the time grew by these factors: {', '.join(times)}."
        for (first, last), times in said.items()
    ) or nothing(workload, "times at two sizes")


def about_cost(results, workload):
    """The wall time of one unit, with each implementation, and the ideal."""
    table = largest_shared(summary(results, workload, "seconds_each"), EVERYBODY)
    if table.empty:
        return nothing(workload, "times")
    size = table["size"].iloc[0]
    said = ", ".join(f"{row['implementation']} {seconds(row['median'])}"
                     for _, row in table.sort_values("median").iterrows())
    ideal = summary(results, workload, "ideal_seconds")
    ideal = ideal[ideal["size"] == size]["median"].median() / size
    least = f"; physics allows {seconds(ideal)}" if ideal > 0 else ""
    return (f"Wall time for one {one_of(workload)} (the time of {size:,}, divided by their "
            f"number): {said}{least}.")


def about_figure(results, workload, column):
    """The metric of each implementation, at the largest size they share."""
    table = largest_shared(summary(results, workload, column), EVERYBODY)
    label = label_of(column)
    if table.empty:
        return nothing(workload, f"figure “{label}”")
    said = ", ".join(f"{row['implementation']} {number(row['median'])}"
                     for _, row in table.iterrows())
    size = f"{table['size'].iloc[0]:,} {unit_of(workload)}"
    return f"{label[0].upper()}{label[1:]}, with {size}: {said}."


def about_lost(results, workload="shared_counter"):
    """How many updates each implementation lost."""
    table = summary(results, workload, "lost_percent")
    if table.empty:
        return nothing(workload, "lost updates")
    table = table[table["size"] == table["size"].max()]
    losers = table[table["max"] > 0].sort_values("median", ascending=False)
    safe = table[table["max"] == 0]["implementation"].tolist()
    said = []
    for _, row in losers.iterrows():
        least, median, most = (number(row[column]) for column in ("min", "median", "max"))
        spread = "" if least == most else f" (between {least} and {most} %)"
        lost = LOST.get(workload, "lost {} %").format(median)
        said.append(f"- **{row['implementation']}** {lost}{spread}")
    if safe:
        said.append(f"- nothing was lost by {', '.join(safe)}")
    return "\n".join(said)
