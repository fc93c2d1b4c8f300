"""About the results file itself: where it was measured, what its error bars mean, what it lacks."""

from triptych.results import CELL, FEWEST, benchmark_name, summary
from triptych.units import OF_THE_MAP, UNITS, amount

MODELS = ("sequential", "threads", "processes", "coroutines")


def rows_of(facts):
    """A table of Markdown, of what is known of these facts, which are Markdown themselves."""
    rows = [(name, value) for name, value in facts if value not in (None, "")]
    return "\n".join(["| this file | |", "|---|---|",
                      *(f"| {name} | {value} |" for name, value in rows)])


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
    return rows_of(facts) + about_warnings(results)


def about_warnings(results):
    """What the program found suspicious when it measured."""
    warnings = results.ours.get("warnings")
    warnings = warnings if isinstance(warnings, list) else []
    texts = [warning["text"] for warning in warnings
             if isinstance(warning, dict) and warning.get("text")]
    return "".join(f"\n\n**Warning:** {text}" for text in texts)


def about_intervals(results, workloads):
    """What the error bars of these workloads' times mean in this file."""
    runs = results.runs[results.runs["workload"].isin(workloads)]
    counts = runs.groupby(CELL, sort=False).size()
    if not any(cell[0] in workloads for cell in results.intervals):
        if counts.empty or counts.max() < 2:
            return "One run of each cell: there is no spread to be drawn."
        return ("Markers and bars are medians; error bars go from the least to the most of the "
                "repetitions, for this file has no intervals.")
    few = sorted(set(counts[counts < FEWEST]))
    guess = (f"{' or '.join(map(str, few))} run{'' if few == [1] else 's'}: a guess"
             if few else "")
    others = "all others go from the least to the most of the repetitions."
    if counts.max() < FEWEST:
        return (f"Markers and bars are medians; the dashed error bars of times are no intervals "
                f"({guess}), {others}")
    return ("Markers and bars are medians; error bars of times are 95 % intervals of the median"
            + (f", or dashed ({guess}); " if few else ", ") + others)


def holes_of(results, workload):
    """What this workload lacks beside its own other answers and sizes, a sentence each."""
    table = summary(results, workload, "seconds")
    if table.empty:
        return []
    absent = results.absent[results.absent["workload"] == workload]
    tried = {*zip(table["answer"], table["size"]), *zip(absent["answer"], absent["size"])}
    sizes = sorted({size for _, size in tried})
    said = []
    models = {*table["model"], *absent["model"]}
    lacking = [model for model in MODELS if model not in models]
    if lacking:
        said.append(f"nothing at all was measured of: {', '.join(lacking)}")
    for answer in dict.fromkeys(answer for answer, _ in sorted(tried)):
        lacks = [f"{size:,}" for size in sizes if (answer, size) not in tried]
        if lacks:
            said.append(f"{answer} is not there at {', '.join(lacks)}")
    return said


def about_absent(results):
    """What has no time, and why; and what is not in the file at all, beside what is."""
    there = [*dict.fromkeys([*results.runs["workload"], *results.absent["workload"]])]
    said = [f"- {benchmark_name(row)}: {row['reason']}" for _, row in results.absent.iterrows()]
    holes = [f"- {workload}: {hole}" for workload in there for hole in holes_of(results, workload)]
    lacking = [name for name in UNITS if name not in there and name != OF_THE_MAP]
    if lacking:
        holes.append(f"- not measured at all: {', '.join(lacking)}")
    if not said and not holes:
        said = ["Every cell has a time."]
    elif not said:
        said = ["Every cell that was tried has a time; but there was more to try:", ""]
    if not results.complete:
        said = ["**The run was cut short: these are the results up to then.**", "", *said]
    return "\n".join(said + holes)
