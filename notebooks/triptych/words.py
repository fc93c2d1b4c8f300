"""What the figures say, in words: computed from the results, and silent where there are none. Who
is faster is not judged here: the program has, and wrote it into the file."""

from triptych.file import about_absent, about_intervals, about_machine  # noqa: F401  said here, too
from triptych.results import largest_shared, summary
from triptych.units import (EVERYBODY, LOST, amount, label_of, number, one_of, seconds, unit_of)

MOSTLY_COMPUTING, MOSTLY_WAITING = 0.7, 0.3  # as the program's verdict has it


def nothing(workload, what):
    return f"*Nothing to say: the file has no {what} of {workload}.*"


def withheld(results, workload, size):
    """Whether the machine was not giving its cores when this was measured."""
    return any(cell[0] == workload and cell[2] == size for cell in results.withheld)


def about_times(results, workload):
    """Who is fastest at the largest size they share, as far as the program could tell."""
    table = largest_shared(summary(results, workload, "seconds")).sort_values("median")
    if table.empty:
        return nothing(workload, "times")
    best, slowest = table.iloc[0], table.iloc[-1]
    size = f"{best['size']:,} {unit_of(workload)}"
    took = f"At {size}, **{best['answer']}** took {seconds(best['median'])}"
    if withheld(results, workload, best["size"]):
        return (f"{took}, but nothing is ranked there: the machine was not giving its cores. "
                "Measure again when nothing else runs.")
    if len(table) == 1:
        return f"{took}; nothing was measured to compare it with."
    ratios = {answer: results.ratios.get((workload, answer, best["size"]))
              for answer in table["answer"]}
    if not all(ratios.values()):
        return (f"{took}, the least; whether it is the fastest cannot be told from this file, "
                "for it has no intervals of the ratios.")
    level = [answer for answer, (low, high) in ratios.items()
             if answer != best["answer"] and low <= 1 <= high]
    if level:
        took += f"; it cannot be told apart from {', '.join(level)}"
    if slowest["answer"] in level:
        return took + "."
    times = slowest["median"] / best["median"]
    return (f"{took}. The slowest, {slowest['answer']}, took {seconds(slowest['median'])}: "
            f"{number(times)} times as long.")


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
    part = _computing_share(results, workload)
    if part is None:
        return said
    bound = ("CPU-bound" if part >= MOSTLY_COMPUTING else
             "I/O-bound" if part <= MOSTLY_WAITING else "between I/O-bound and CPU-bound")
    return f"{said} The sequential answer computes {100 * part:.0f} % of its time: **{bound}**."


def _computing_share(results, workload):
    """The part of its time that the plain answer computes, as the program has it: in the repetition
    that was disturbed least, at the largest size; who never gave a core away has not waited."""
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
    """What one worker more costs, or whatever there is many of: by how much the peak grew from the
    smallest size to the largest, divided by how many more were alive at once."""
    grown, guessed = {}, []
    for answer, (first, last) in _grown(results, workload).items():
        bytes_more = max(last["bytes"] - first["bytes"], 0)
        more = last["alive"] - first["alive"]
        if more < first["alive"] / 2:  # a pool: as many for any number of messages
            said = (f"{answer} as many ({last['alive']:,.0f} at once): "
                    f"{amount(bytes_more / (last['size'] - first['size']))} for each "
                    f"{one_of(workload)}")
        else:
            said = f"{answer} {amount(bytes_more / more)}"
            if last["counted"]:
                each = amount(bytes_more / (last["size"] - first["size"]))
                said += (f" ({last['alive']:,.0f} of {last['size']:,} alive at once; {each} for "
                         "each ever made)")
            else:
                guessed.append(answer)
        grown.setdefault((first["size"], last["size"]), []).append(said)
    if not grown:
        return nothing(workload, "memory figures at two sizes")
    said = [f"By how much the peak of the memory grew from {first:,} to {last:,} "
            f"{unit_of(workload)}, for each one more that was alive at once: {', '.join(each)}."
            for (first, last), each in grown.items()]
    if guessed:
        said.append(f"How many were alive was not counted of {', '.join(guessed)}: taken for as "
                    f"many as there are {unit_of(workload)}.")
    return "\n\n".join([*said, (
        "What the kernel itself needs for a thread or a process is not in it; the pages of a stack "
        "that were touched are. A thread that has ended is not alive, but some of these stay until "
        "it is joined: if threads are joined in the end, the price of one is between the two.")])


def _grown(results, workload):
    """By contender: size, bytes and how many were alive, at its smallest and its largest size."""
    found = {}
    table = summary(results, workload, "peak_bytes")
    alive, counted = (summary(results, workload, column).set_index(["answer", "size"])["median"]
                      for column in ("alive", "counted"))
    for answer, rows in table[table["role"] == "contender"].groupby("answer", sort=False):
        ends = [{"size": row["size"], "bytes": row["median"],
                 "alive": alive[answer, row["size"]], "counted": counted[answer, row["size"]]}
                for _, row in rows.iloc[[0, -1]].iterrows()]
        if ends[0]["size"] != ends[1]["size"]:
            found[answer] = ends
    return found


def about_gain(results, workload):
    """How each answer compares with the plain one, where both were measured."""
    table = summary(results, workload, "seconds")
    plain = table[table["role"] == "baseline"].set_index("size")["median"]
    table = table[(table["role"] != "baseline") & table["size"].isin(plain.index)]
    if table.empty:
        return nothing(workload, "times beside those of a plain sequential answer")
    size = table["size"].max()
    said = ", ".join(
        f"{row['answer']} {number(plain[size] / row['median'])}"
        for _, row in table[table["size"] == size].iterrows()
    )
    doubt = (" But the machine was not giving its cores: these figures rank nobody."
             if withheld(results, workload, size) else "")
    return (
        f"How many times as fast as the plain sequential answer, at {size:,} "
        f"{unit_of(workload)} on {results.cores} cores: {said}.{doubt}"
    )


def about_growth(results, workload):
    """How the time grows from the smallest size to the largest."""
    table = summary(results, workload, "seconds")
    table = table[table["role"] == "contender"]
    said = {}
    for answer, rows in table.groupby("answer", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        if first["size"] != last["size"]:
            times = f"{answer} {number(last['median'] / first['median'])}"
            said.setdefault((first["size"], last["size"]), []).append(times)
    return "\n\n".join(
        f"From {first:,} to {last:,} {unit_of(workload)}, {number(last / first)} times as "
        f"many, the time grew to so many times as much: {', '.join(times)}."
        for (first, last), times in said.items()
    ) or nothing(workload, "times at two sizes")


def about_cost(results, workload):
    """What one costs, with each answer, and what it would at the least."""
    table = largest_shared(summary(results, workload, "seconds_each"), EVERYBODY)
    if table.empty:
        return nothing(workload, "times")
    size = table["size"].iloc[0]
    said = ", ".join(f"{row['answer']} {seconds(row['median'])}"
                     for _, row in table.sort_values("median").iterrows())
    ideal = summary(results, workload, "ideal_seconds")
    ideal = ideal[ideal["size"] == size]["median"].median() / size
    least = f"; physics allows {seconds(ideal)}" if ideal > 0 else ""
    return (f"Wall time for one {one_of(workload)} (that of {size:,} divided by their number): "
            f"{said}{least}.")


def about_figure(results, workload, column):
    """What each answer's figure is, at the largest size they share."""
    table = largest_shared(summary(results, workload, column), EVERYBODY)
    label = label_of(column)
    if table.empty:
        return nothing(workload, f"figure “{label}”")
    said = ", ".join(f"{row['answer']} {number(row['median'])}" for _, row in table.iterrows())
    size = f"{table['size'].iloc[0]:,} {unit_of(workload)}"
    return f"{label[0].upper()}{label[1:]}, with {size}: {said}."


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
        least, median, most = (number(row[column]) for column in ("min", "median", "max"))
        spread = "" if least == most else f" (between {least} and {most} %)"
        lost = LOST.get(workload, "lost {} %").format(median)
        said.append(f"- **{row['answer']}** {lost}{spread}")
    if safe:
        said.append(f"- nothing was lost by {', '.join(safe)}")
    return "\n".join(said)
