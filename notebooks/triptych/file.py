"""Sentences about the results file: where it was measured, what its error bars mean, what it
lacks."""

from pathlib import Path

from triptych.results import BENCHMARK, FEWEST, benchmark_name, summary
from triptych.units import WITHOUT_BASELINE, amount

HERE = Path(__file__).resolve().parents[1]  # notebooks/
OF_ALL = ("index", "tradeoffs", "map")  # the notebooks that are not about one workload
MODELS = ("sequential", "threads", "processes", "coroutines")


def workloads():
    """The names of the workloads that have a notebook."""
    return sorted(path.stem for path in HERE.glob("*.ipynb") if path.stem not in OF_ALL)


def rows_of(facts):
    """A Markdown table of the facts that are known. `facts`: pairs of Markdown texts."""
    rows = [(name, value) for name, value in facts if value not in (None, "")]
    return "\n".join(["| this file | |", "|---|---|",
                      *(f"| {name} | {value} |" for name, value in rows)])


def about_machine(results):
    """Where and when the figures were measured, and how many benchmarks have no time."""
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
        ("benchmarks without a time", len(results.absent)),
    ]
    return rows_of(facts) + about_warnings(results)


def about_run(results):
    """One line for the top of a notebook: where and when the figures were measured, and where the
    rest about this stands."""
    host = results.ours.get("host") if isinstance(results.ours.get("host"), dict) else {}
    warnings = results.ours.get("warnings")
    count = len(warnings) if isinstance(warnings, list) else 0
    facts = [host.get("cpu"), f"{results.cores} cores", results.ours.get("compiler"),
             results.ours.get("time") or results.context.get("date")]
    warned = f"; **the run has {count} warning{'s' if count > 1 else ''}**" if count else ""
    return (f"Measured on: {', '.join(str(fact) for fact in facts if fact)}{warned}. The whole "
            "machine, and all warnings, are in [the index](index.ipynb).")


def about_warnings(results):
    """The warnings that the program gave when it measured."""
    warnings = results.ours.get("warnings")
    warnings = warnings if isinstance(warnings, list) else []
    texts = [warning["text"] for warning in warnings
             if isinstance(warning, dict) and warning.get("text")]
    return "".join(f"\n\n**Warning:** {text}" for text in texts)


def about_intervals(results, workloads):
    """What the error bars of these workloads' times mean in this file."""
    runs = results.runs[results.runs["workload"].isin(workloads)]
    counts = runs.groupby(BENCHMARK, sort=False).size()
    if not any(benchmark[0] in workloads for benchmark in results.intervals):
        if counts.empty or counts.max() < 2:
            return "Each benchmark ran once: there is no spread to draw."
        return ("Markers and bars are medians; error bars go from the fastest to the slowest "
                "repetition, because this file has no intervals.")
    few = sorted(set(counts[counts < FEWEST]))
    guess = (f"{' or '.join(map(str, few))} run{'' if few == [1] else 's'}: a guess"
             if few else "")
    others = "all others go from the smallest to the largest value of the repetitions."
    if counts.max() < FEWEST:
        return (f"Markers and bars are medians; the dashed error bars of times are no intervals "
                f"({guess}), {others}")
    return ("Markers and bars are medians; error bars of times are 95 % intervals of the median"
            + (f", or dashed ({guess}); " if few else ", ") + others)


def holes_of(results, workload):
    """What this workload lacks, compared with its other implementations and sizes: sentences."""
    table = summary(results, workload, "seconds")
    if table.empty:
        return []
    absent = results.absent[results.absent["workload"] == workload]
    tried = {pair for rows in (table, absent) for pair in zip(rows["implementation"], rows["size"])}
    sizes = sorted({size for _, size in tried})
    said = []
    models = {*table["model"], *absent["model"]}
    expected = [model for model in MODELS if model != "sequential" or workload not in WITHOUT_BASELINE]
    lacking = [model for model in expected if model not in models]
    if lacking:
        said.append(f"not measured: {', '.join(lacking)}")
    for name in dict.fromkeys(name for name, _ in sorted(tried)):
        lacks = [f"{size:,}" for size in sizes if (name, size) not in tried]
        if lacks:
            said.append(f"{name} was not measured at {', '.join(lacks)}")
    return said


def about_absent(results):
    """Which benchmarks have no time, and why; and which others the file lacks."""
    there = [*dict.fromkeys([*results.runs["workload"], *results.absent["workload"]])]
    said = [f"- {benchmark_name(row)}: {row['reason']}" for _, row in results.absent.iterrows()]
    holes = [f"- {workload}: {hole}" for workload in there for hole in holes_of(results, workload)]
    lacking = [name for name in workloads() if name not in there]
    if lacking:
        holes.append(f"- workloads that were not measured: {', '.join(lacking)}")
    if not said and not holes:
        said = ["Every benchmark has a time."]
    elif not said:
        said = ["Every benchmark in the file has a time, but there are more to measure:", ""]
    if not results.complete:
        said = ["**The run was interrupted: these are the results up to then.**", "", *said]
    return "\n".join(said + holes)
