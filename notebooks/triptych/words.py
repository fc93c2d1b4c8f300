"""Sentences computed from the results. They do not judge which implementation is faster: the
program does, and writes it into the file."""

from triptych.file import (about_absent, about_intervals, about_machine,  # noqa: F401  exported
                           about_run)
from triptych.look import value_of
from triptych.memory import growths, is_noise
from triptych.results import largest_shared, summary
from triptych.units import EVERYBODY, LOST, amount, label_of, number, one_of, seconds


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
    size = f"{best['size']:,} {results.unit_of(workload)}"
    took = f"At {size}, **{best['implementation']}** took {value_of(best, seconds)}"
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
    low, high = map(number, ratios[slowest["implementation"]])
    times = f"{low} to {high}" if low != high else low
    return (f"{took}. The slowest, {slowest['implementation']}, took "
            f"{value_of(slowest, seconds)}: {times} times as long.")


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
    about = "~" if best["guess"] else ""
    return (
        f"Physics allows {seconds(least)} there: {best['implementation']} reaches "
        f"{about}{100 * least / best['median']:.0f} % of the ideal."
    )


def about_busy(results, workload):
    """How busy the cores were; whether the work is CPU-bound or I/O-bound, as the program says."""
    shared = largest_shared(summary(results, workload, "busy_percent"))
    if shared.empty:
        return nothing(workload, "CPU times")
    words = ", ".join(f"{row['implementation']} {value_of(row, '{:.0f} %'.format)}"
                      for _, row in shared.iterrows())
    bound = results.bound_of(workload)
    return (f"{workload}, busy cores (of {results.cores}): {words}."
            + (f" The work is **{bound}**." if bound else ""))


def memory_in_words(row, unit):
    """The growth of the memory for one further worker, or that it is too small to be measured."""
    if row["count"] == 1:
        return "not known from one run"
    if is_noise(row):
        return "too little to be measured"
    if row["pool"]:
        return f"{value_of(row, amount)} for each {one_of(unit)}"
    return value_of(row, amount)


def about_memory(results, workload="delayed_messages"):
    """The memory of one further worker: the growth of the peak from the smallest size to the
    largest, divided by the growth of the number alive at once."""
    table = growths(results, workload)
    if table.empty:
        return nothing(workload, "memory figures at two sizes")
    unit = results.unit_of(workload)
    said, guessed = [], []
    for (first, last), rows in table.groupby(["first", "last"], sort=False):
        each = []
        for _, row in rows.iterrows():
            name, alive = row["implementation"], f"{row['alive']:,.0f}"
            words = f"{name} {memory_in_words(row, unit)}"
            if row["pool"]:
                words += f" ({alive} workers alive at once)"
            elif row["counted"]:
                each_made = ("" if row["count"] == 1 or is_noise(row) else
                             f"; {amount(row['each'])} for each ever created")
                words += f" ({alive} of {last:,} alive at once{each_made})"
            else:
                guessed.append(name)
            each.append(words)
        said.append(f"Growth of the peak memory from {first:,} to {last:,} {unit}, for each "
                    f"further worker alive at once: {', '.join(each)}.")
    if guessed:
        said.append(f"Not counted: how many workers of {', '.join(guessed)} were alive. Assumed: "
                    f"as many as there are {unit}.")
    return "\n\n".join([*said, (
        "This includes the pages of a stack that were touched, but not what the kernel itself "
        "needs for a thread or a process, which can be more. A thread that has ended is not alive, "
        "but keeps some pages until it is joined.")])


def gain(plain, row):
    """How many times as fast a row is as the sequential one, with an interval; empty if one of the
    two was measured only once."""
    if min(plain["count"], row["count"]) < 2 or row["median"] <= 0 or row["low"] <= 0:
        return ""
    times, low, high = (number(top / below) for top, below in (
        (plain["median"], row["median"]), (plain["low"], row["high"]),
        (plain["high"], row["low"])))
    about = "~" if plain["guess"] or row["guess"] else ""
    return f"{about}{times}" + (f" ({low} to {high})" if low != high else "")


def about_gain(results, workload):
    """The speed-up of each implementation over the sequential one, where both were measured."""
    table = summary(results, workload, "seconds")
    plain = table[table["role"] == "baseline"].set_index("size")
    table = table[(table["role"] != "baseline") & table["size"].isin(plain.index)]
    if table.empty:
        return nothing(workload, "times to compare with those of a sequential implementation")
    size = table["size"].max()
    where = f"at {size:,} {results.unit_of(workload)} on {results.cores} cores"
    gains = [(row["implementation"], gain(plain.loc[size], row))
             for _, row in table[table["size"] == size].iterrows()]
    said = ", ".join(f"{name} {times}" for name, times in gains if times)
    if not said:
        return f"Speed-up over the sequential implementation, {where}: not known from one run."
    once = [name for name, times in gains if not times]
    doubt = (" But there was CPU contention: these figures are no ranking."
             if withheld(results, workload, size) else "")
    return (f"Speed-up over the sequential implementation (times as fast), {where}: {said}."
            + (f" Measured once, so not known: {', '.join(once)}." if once else "") + doubt)


def about_growth(results, workload):
    """How the time grows from the smallest size to the largest."""
    table = summary(results, workload, "seconds")
    table = table[table["role"] == "contender"]
    said, once = {}, []
    for name, rows in table.groupby("implementation", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        if first["size"] != last["size"]:
            times = gain(last, first)
            if times:
                said.setdefault((first["size"], last["size"]), []).append(f"{name} {times}")
            else:
                once.append(name)
    sentences = [
        f"From {first:,} to {last:,} {results.unit_of(workload)} ({number(last / first)} times as "
        f"many) the time grew by these factors: {', '.join(times)}."
        for (first, last), times in said.items()]
    if once:
        sentences.append("How the time grows with the size is not known from one run of "
                         f"{', '.join(once)}.")
    return "\n\n".join(sentences) or nothing(workload, "times at two sizes")


def about_cost(results, workload):
    """The wall time of one unit, with each implementation, and the ideal."""
    table = largest_shared(summary(results, workload, "seconds_each"), EVERYBODY)
    if table.empty:
        return nothing(workload, "times")
    size = table["size"].iloc[0]
    said = ", ".join(f"{row['implementation']} {value_of(row, seconds)}"
                     for _, row in table.sort_values("median").iterrows())
    ideal = summary(results, workload, "ideal_seconds")
    ideal = ideal[ideal["size"] == size]["median"].median() / size
    least = f"; physics allows {seconds(ideal)}" if ideal > 0 else ""
    unit = one_of(results.unit_of(workload))
    return (f"Wall time for one {unit} (the time of {size:,}, divided by their "
            f"number): {said}{least}.")


def about_figure(results, workload, column):
    """The metric of each implementation, at the largest size they share."""
    table = largest_shared(summary(results, workload, column), EVERYBODY)
    label = label_of(column)
    if table.empty:
        return nothing(workload, f"figure “{label}”")
    said = ", ".join(f"{row['implementation']} {value_of(row, number)}"
                     for _, row in table.iterrows())
    size = f"{table['size'].iloc[0]:,} {results.unit_of(workload)}"
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
        runs = " (in one run)" if row["count"] == 1 else ""
        said.append(f"- **{row['implementation']}** {lost}{spread}{runs}")
    if safe:
        said.append(f"- nothing was lost by {', '.join(safe)}")
    return "\n".join(said)
