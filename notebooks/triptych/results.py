"""Results of `triptych run --json FILE` as a table, and figures derived from it. All texts in it
are Markdown: they are escaped when the file is read (see escape.py)."""

import os
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pandas as pd

from triptych.escape import for_terminal, read_json

SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
NAME = re.compile(r"(?P<workload>[a-z_][a-z_0-9]*)/(?P<model>[a-z_][a-z_0-9]*)"
                  r"(?:\.(?P<variant>[a-z_0-9]+))?/(?P<size>[0-9]{1,18})")
BENCHMARK = ["workload", "implementation", "size"]
FIGURES = ["ideal_seconds", "cpu_seconds", "peak_bytes", "live_threads", "live_processes",
           "voluntary_switches", "tries"]
PAUSE = 1e-3  # seconds, after each failed try (common/workloads/retries.hpp)
FEWEST = 5  # repetitions: an interval of fewer is a guess (common/harness/statistics.hpp)
NO_METRICS = ["real_time", "cpu_time", "iterations", "repetitions", "repetition_index", "threads",
              "family_index", "per_family_instance_index"]  # Google Benchmark's own
SUMMARY = ["implementation", "model", "variant", "role", "size", "median", "min", "max", "count",
           "low", "high", "guess"]
COUNTED = {"threads": "live_threads", "processes": "live_processes"}  # most seen at once
FORMER_ROLES = {"exhibit": "broken", "reference": "peer"}  # as older files call them
COMPARED = ("baseline", "contender", "peer")
HOW_TO_MEASURE = "Measure with: ./triptych run --json FILE"


class ResultsError(Exception):
    """The file cannot be used; the message says why, and what to do."""


@dataclass(eq=False)  # one is equal to itself only: so what is computed from it can be kept
class Results:
    """The contents of one file."""

    path: Path
    context: dict
    runs: pd.DataFrame  # a row for each timed run; a metric that it lacks is NaN
    absent: pd.DataFrame  # a row for each benchmark without a time, and the reason
    intervals: dict  # from a benchmark to the interval of its median wall time, in seconds
    ratios: dict  # from a benchmark to the interval of its ratio to the fastest contender
    withheld: set  # the benchmarks that are not ranked, because of CPU contention
    report: str = ""  # what the program printed, in its own Markdown; empty if there is none
    units: dict = field(default_factory=dict)  # from a workload to what its sizes count
    findings: dict = field(default_factory=dict)  # from a workload to what the program found
    which_one_when: list = field(default_factory=list)  # the program's sentences about all

    @property
    def cores(self):
        for said in (self.ours.get("cores"), self.context.get("num_cpus")):
            if _is_number(said) and said >= 1:
                return int(said)
        return 1

    @property
    def ours(self):
        """What Triptych has recorded about the run; empty if it has not."""
        noted = self.context.get("triptych")
        return noted if isinstance(noted, dict) else {}

    def unit_of(self, workload):
        """What the workload's sizes count: "messages"."""
        return self.units.get(workload, "items")

    def bound_of(self, workload):
        """What limits the workload, as the program has found: "CPU-bound"; empty if unknown."""
        bound = self.findings.get(workload, {}).get("bound", "none")
        return f"{bound}-bound" if bound in ("CPU", "I/O") else ""

    @property
    def complete(self):
        """Whether the run was completed; a file that does not say is taken for complete."""
        return self.ours.get("complete", True)


def default_path():
    """$TRIPTYCH_RESULTS, else where `./triptych notebooks` leaves its results."""
    beside = Path(__file__).resolve().parent.parent / "build" / "notebooks" / "results.json"
    return Path(os.environ.get("TRIPTYCH_RESULTS") or beside)


def load(path=None):
    """Returns the results in `path`. Raises ResultsError if the file cannot be used."""
    path = Path(path or default_path())
    document, raw = _read(path)
    entries = [_entry(raw) for raw in document["benchmarks"] if _is_run(raw)]
    entries = [entry for entry in entries if entry]
    if not entries:
        raise ResultsError(
            f"{path}: none of its {len(document['benchmarks'])} entries is named "
            f"workload/model/size. {HOW_TO_MEASURE}"
        )
    table = pd.DataFrame(entries)
    for column in FIGURES:
        table[column] = pd.to_numeric(table.get(column), errors="coerce")
    timed = table["reason"].isna()
    context = document.get("context")
    medians = _medians(document["benchmarks"])
    return Results(
        path=path,
        context=context if isinstance(context, dict) else {},
        runs=table[timed].drop(columns="reason").reset_index(drop=True),
        absent=table.loc[~timed, BENCHMARK + ["model", "reason"]].reset_index(drop=True),
        intervals={benchmark: tuple(end * _unit(raw) for end in ends)
                   for benchmark, raw in medians for ends in _pair(raw, "real_time")},
        ratios={benchmark: ends for benchmark, raw in medians for ends in _pair(raw, "ratio")},
        withheld={benchmark for benchmark, raw in medians if raw.get("cores_withheld") is True},
        report=_report(raw),
        units={benchmark["workload"]: raw["unit"] for raw in document["benchmarks"]
               if isinstance(raw, dict) and isinstance(raw.get("unit"), str)
               for benchmark in [_benchmark(raw)] if benchmark},
        findings=_findings(context),
        which_one_when=_texts(_noted(context, "which_one_when")),
    )


def _noted(context, name):
    """What the program notes in the context, beside what is about the run, or among that."""
    context = context if isinstance(context, dict) else {}
    ours = context.get("triptych")
    return context.get(name, ours.get(name) if isinstance(ours, dict) else None)


def _texts(value):
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _findings(context):
    """The program's findings by workload. Older files have none."""
    noted = _noted(context, "findings")
    found = {}
    for one in noted if isinstance(noted, list) else []:
        if isinstance(one, dict) and isinstance(one.get("workload"), str):
            texts = {name: one[name] if isinstance(one.get(name), str) else ""
                     for name in ("workload", "size", "bound", "sentence", "more", "details")}
            found[one["workload"]] = {**texts, "fastest": _texts(one.get("fastest")),
                                      "decided": one.get("decided") is True}
    return found


def _read(path):
    try:
        document, raw = read_json(path)
    except OSError as error:
        raise ResultsError(f"{path}: {error.strerror}. {HOW_TO_MEASURE}") from None
    except ValueError as error:
        raise ResultsError(f"{path}: not JSON, or cut short ({error}). {HOW_TO_MEASURE}") from None
    if isinstance(document, dict) and "merged" in document:
        raise ResultsError(f"{path}: the runs of many machines; take the file of one of them")
    if not isinstance(document, dict) or not isinstance(document.get("benchmarks"), list):
        raise ResultsError(f"{path}: JSON, but without a list of benchmarks. {HOW_TO_MEASURE}")
    return document, raw


def _report(raw):
    """The program's own Markdown, line by line; the program has escaped its texts."""
    ours = raw.get("context")
    ours = ours.get("triptych") if isinstance(ours, dict) else None
    report = ours.get("report") if isinstance(ours, dict) else None
    return "\n".join(map(for_terminal, report.split("\n"))) if isinstance(report, str) else ""


def _is_run(raw):
    return isinstance(raw, dict) and raw.get("run_type", "iteration") == "iteration"


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _medians(entries):
    """The entries with the median of a benchmark: pairs of (workload, implementation, size) and the
    entry."""
    found = []
    for raw in entries:
        if isinstance(raw, dict) and raw.get("aggregate_name") == "median":
            benchmark = _benchmark(raw)
            if benchmark:
                found.append((tuple(benchmark[column] for column in BENCHMARK), raw))
    return found


def _pair(raw, name):
    """The ends of the interval `name`, as a list of one pair; empty if the entry has none."""
    ends = raw.get(f"{name}_low"), raw.get(f"{name}_high")
    return [ends] if all(map(_is_number, ends)) else []


def _unit(raw):
    return SECONDS.get(str(raw.get("time_unit", "ns")), 1e-9)


def _benchmark(raw):
    """The benchmark that an entry is about; None if it is not one of Triptych's."""
    name = NAME.fullmatch(str(raw.get("run_name", raw.get("name"))))
    if not name:
        return None
    benchmark = name.groupdict(default="")
    benchmark["size"] = int(benchmark["size"])
    variant = f".{benchmark['variant']}" if benchmark["variant"] else ""
    benchmark["implementation"] = benchmark["model"] + variant
    return benchmark


def benchmark_name(row):
    """The name of the benchmark that a row is of, as the file has it (see _cell)."""
    return f"{row['workload']}/{row['implementation']}/{row['size']}"


def _entry(raw):
    """A row of the table; None for a benchmark that is not one of Triptych's."""
    benchmark = _benchmark(raw)
    if not benchmark:
        return None
    row = {name: value for name, value in raw.items()
           if _is_number(value) and name not in NO_METRICS}
    row.update(benchmark)
    role = str(raw.get("role", "contender"))
    row["role"] = FORMER_ROLES.get(role, role)
    row["reason"] = None
    row["seconds"] = float("nan")
    if raw.get("error_occurred"):
        row["reason"] = raw.get("error_message") or "failed, no reason given"
    elif not _is_number(raw.get("real_time")):
        row["reason"] = "the file has no time for it"
    else:
        row["seconds"] = raw["real_time"] * _unit(raw)
    return row


@lru_cache(maxsize=2)
def with_derived(results):
    """The runs with derived columns: busy_percent, alive, counted (whether alive was counted, or
    else is the size), bytes_each, seconds_each, tries_each, pauses_at_once."""
    runs = results.runs.copy()
    runs["busy_percent"] = 100 * runs["cpu_seconds"] / (runs["seconds"] * results.cores)
    runs["alive"], runs["counted"] = runs["size"], False
    for model, live in COUNTED.items():  # without the one that was there before
        counted = (runs["model"] == model) & runs[live].notna()
        runs.loc[counted, "alive"] = (runs.loc[counted, live] - 1).clip(lower=1)
        runs.loc[counted, "counted"] = True
    runs["bytes_each"] = runs["peak_bytes"] / runs["alive"]
    runs["seconds_each"] = runs["seconds"] / runs["size"]
    runs["tries_each"] = runs["tries"] / runs["size"]
    runs["pauses_at_once"] = PAUSE * (runs["tries"] - runs["size"]) / runs["seconds"]
    return runs


def summary(results, workload, column):
    """The median, minimum and maximum of a column over the repetitions of each benchmark that has
    it. `low` and `high`: the file's interval of the median if it has one (a guess if the
    repetitions are few), else minimum and maximum."""
    return _summary(results, workload, column).copy()


@lru_cache(maxsize=256)  # several pictures and sentences of a lesson are made from the same one
def _summary(results, workload, column):
    runs = with_derived(results)
    if column not in runs:
        return pd.DataFrame(columns=SUMMARY)
    runs = runs[(runs["workload"] == workload) & runs[column].notna()]
    keys = ["implementation", "model", "variant", "role", "size"]
    by_benchmark = runs.groupby(keys, sort=False)[column]
    table = by_benchmark.agg(["median", "min", "max", "count"]).reset_index()
    table["low"], table["high"] = table["min"].astype(float), table["max"].astype(float)
    table["guess"] = table["count"] < FEWEST
    for place, row in table.iterrows():
        known = results.intervals.get((workload, row["implementation"], row["size"]))
        if known and column in ("seconds", "seconds_each"):
            each = 1 if column == "seconds" else row["size"]
            table.loc[place, ["low", "high"]] = [end / each for end in known]
    return table.sort_values("size", kind="stable").reset_index(drop=True)


def largest_shared(table, roles=("contender",)):
    """The rows of these roles at the size of the program's verdict: the largest of the sizes at
    which the most models have a contender."""
    contenders = table[table["role"] == "contender"]
    models = (table if contenders.empty else contenders).groupby("size")["model"].nunique()
    most = models[models == models.max()]
    return table[(table["size"] == most.index.max()) & table["role"].isin(roles)]


def compared(results, workload, column, variants=True, roles=COMPARED):
    """The rows that a picture compares: all of these roles, or without variants only the models."""
    table = summary(results, workload, column)
    table = table[table["role"].isin(roles)]
    if variants:
        return table
    return table[(table["variant"] == "") & (table["role"] != "peer")]
