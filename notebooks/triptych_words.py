"""What the figures say, in words: computed from the results, and silent where there are none."""

from triptych_results import CELL, largest_shared, summary
from triptych_units import EVERYBODY, FIGURES, UNITS, amount, seconds


def nothing(workload, what):
    return f"*Nothing to say: the file has no {what} of {workload}.*"


def about_machine(results):
    """Where and when these figures were measured, and whether all of them were."""
    ours = results.ours
    host = ours.get("host") if isinstance(ours.get("host"), dict) else {}
    versions = ours.get("versions") if isinstance(ours.get("versions"), dict) else {}
    bytes_of = host.get("memory_bytes")
    facts = [
        ("processor", host.get("cpu")),
        ("cores", results.cores),
        ("memory", amount(bytes_of) if isinstance(bytes_of, (int, float)) else None),
        ("system", host.get("kernel") or ours.get("kernel")),
        ("compiler", ours.get("compiler")),
        ("flags", ours.get("flags")),
        ("libraries", ", ".join(f"{name} {version}" for name, version in versions.items())),
        ("measured", ours.get("time") or results.context.get("date")),
        ("seed", ours.get("seed")),
        ("runs", len(results.runs)),
        ("cells without a time", len(results.absent)),
    ]
    rows = [f"| {name} | {value} |" for name, value in facts if value not in (None, "")]
    return "\n".join(["| this file | |", "|---|---|", *rows]) + about_warnings(results)


def about_warnings(results):
    """What the program found suspicious when it measured."""
    warnings = results.ours.get("warnings")
    warnings = warnings if isinstance(warnings, list) else []
    texts = [warning["text"] for warning in warnings
             if isinstance(warning, dict) and warning.get("text")]
    return "".join(f"\n\n**Warning:** {text}" for text in texts)


def about_intervals(results, workloads):
    """What the error bars of these workloads' times mean in this file."""
    if any(cell[0] in workloads for cell in results.intervals):
        return ("Markers and bars are medians; error bars of times are 95 % intervals of the "
                "median, all others go from the least to the most of the repetitions.")
    most = int(results.runs.groupby(CELL, sort=False).size().max()) if len(results.runs) else 0
    if most < 2:
        return "One run of each cell: there is no spread to be drawn."
    return ("Markers and bars are medians; error bars go from the least to the most of the "
            "repetitions, for this file has no intervals.")


def about_times(results, workload):
    """Who is fastest at the largest size they share, and whether the spread allows to say so."""
    table = largest_shared(summary(results, workload, "seconds")).sort_values("median")
    if table.empty:
        return nothing(workload, "times")
    best = table.iloc[0]
    spread = "interval" if results.intervals else "spread"
    said = (
        f"At {best['size']:,} {UNITS.get(workload, 'items')}, **{best['answer']}** took "
        f"{seconds(best['median'])}"
    )
    if len(table) == 1:
        return said + "; nothing was measured to compare it with."
    level = table[table["low"] <= best["high"]]["answer"].tolist()[1:]
    slowest = table.iloc[-1]
    if level:
        said += f"; its {spread} overlaps that of {', '.join(level)}, so this run cannot rank them"
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
    """What one more message costs, or whatever there is many of: the slope between the smallest
    and the largest size."""
    table = summary(results, workload, "peak_bytes")
    table = table[table["role"] == "contender"]
    said = {}
    for answer, rows in table.groupby("answer", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        if first["size"] != last["size"]:
            slope = (last["median"] - first["median"]) / (last["size"] - first["size"])
            one = f"{answer} {amount(max(slope, 0))}"
            said.setdefault((first["size"], last["size"]), []).append(one)
    return "\n\n".join(
        f"Memory for one more of the {UNITS.get(workload, 'items')}, from {first:,} to {last:,}: "
        f"{', '.join(each)}."
        for (first, last), each in said.items()
    ) or nothing(workload, "memory figures at two sizes")


def about_gain(results, workload):
    """How each answer compares with the plain one, where both were measured."""
    table = summary(results, workload, "seconds")
    plain = table[table["role"] == "baseline"].set_index("size")["median"]
    table = table[(table["role"] != "baseline") & table["size"].isin(plain.index)]
    if table.empty:
        return nothing(workload, "times beside those of a plain sequential answer")
    size = table["size"].max()
    said = ", ".join(
        f"{row['answer']} {plain[size] / row['median']:.3g}"
        for _, row in table[table["size"] == size].iterrows()
    )
    return (
        f"How many times as fast as the plain sequential answer, at {size:,} "
        f"{UNITS.get(workload, 'items')} on {results.cores} cores: {said}."
    )


def about_growth(results, workload):
    """How the time grows from the smallest size to the largest."""
    table = summary(results, workload, "seconds")
    table = table[table["role"] == "contender"]
    said = {}
    for answer, rows in table.groupby("answer", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        if first["size"] != last["size"]:
            times = f"{answer} {last['median'] / first['median']:,.3g}"
            said.setdefault((first["size"], last["size"]), []).append(times)
    return "\n\n".join(
        f"From {first:,} to {last:,} {UNITS.get(workload, 'items')}, {last / first:,.3g} times as "
        f"many, the time grew to so many times as much: {', '.join(times)}."
        for (first, last), times in said.items()
    ) or nothing(workload, "times at two sizes")


def about_cost(results, workload):
    """What one costs, with each answer."""
    table = largest_shared(summary(results, workload, "seconds_each"), EVERYBODY)
    if table.empty:
        return nothing(workload, "times")
    said = ", ".join(f"{row['answer']} {seconds(row['median'])}"
                     for _, row in table.sort_values("median").iterrows())
    return (f"Wall time divided by the number of {UNITS.get(workload, 'items')} "
            f"({table['size'].iloc[0]:,}): {said}.")


def about_figure(results, workload, column):
    """What each answer's figure is, at the largest size they share."""
    table = largest_shared(summary(results, workload, column), EVERYBODY)
    if table.empty:
        return nothing(workload, f"figures {column}")
    said = ", ".join(f"{row['answer']} {row['median']:,.4g}" for _, row in table.iterrows())
    label = FIGURES.get(column, column)
    size = f"{table['size'].iloc[0]:,} {UNITS.get(workload, 'items')}"
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
