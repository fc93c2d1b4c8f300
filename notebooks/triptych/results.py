"""Results of `triptych run --json FILE` as a table, and the figures a reader asks of it. All texts
in it are Markdown: they were escaped when the file was read (see triptych_escape)."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from triptych.escape import for_terminal, read_json

SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
NAME = re.compile(r"(?P<workload>[a-z_][a-z_0-9]*)/(?P<model>[a-z_][a-z_0-9]*)"
                  r"(?:\.(?P<variant>[a-z_0-9]+))?/(?P<size>[0-9]{1,18})")
CELL = ["workload", "answer", "size"]
FIGURES = ["ideal_seconds", "cpu_seconds", "peak_bytes", "live_threads", "live_processes",
           "voluntary_switches", "tries"]
FEWEST = 5  # repetitions: an interval of fewer is a guess (common/harness/statistics.hpp)
NO_FIGURES = ["real_time", "cpu_time", "iterations", "repetitions", "repetition_index", "threads",
              "family_index", "per_family_instance_index"]  # Google Benchmark's own
SUMMARY = ["answer", "model", "variant", "role", "size", "median", "min", "max", "count", "low",
           "high", "guess"]
COUNTED = {"threads": "live_threads", "processes": "live_processes"}  # the most seen at once
COMPARED = ("baseline", "contender", "peer")
FORMER_ROLES = {"exhibit": "broken", "reference": "peer"}  # in files written before
HOW_TO_MEASURE = "Measure with: ./triptych run --json FILE"


class ResultsError(Exception):
    """The file cannot be used; the message says why and what to do."""


@dataclass
class Results:
    """What one file holds."""

    path: Path
    context: dict
    runs: pd.DataFrame  # a row for each timed run; a figure it lacks is NaN
    absent: pd.DataFrame  # a row for each cell without a time, and the reason
    intervals: dict  # of the median wall time of a cell, in seconds, by (workload, answer, size)
    ratios: dict  # of that median to the fastest contender's: where it may lie, by the same
    withheld: set  # the same of cells for which the machine was not giving its cores
    report: str = ""  # what the program has shown, in Markdown of its own; empty if it is not there

    @property
    def cores(self):
        for said in (self.ours.get("cores"), self.context.get("num_cpus")):
            if _is_number(said) and said >= 1:
                return int(said)
        return 1

    @property
    def ours(self):
        """What Triptych itself has noted about the run; empty if it has not."""
        noted = self.context.get("triptych")
        return noted if isinstance(noted, dict) else {}

    @property
    def complete(self):
        """Whether the run came to its end; a file that does not say so is taken at its word."""
        return self.ours.get("complete", True)


def default_path():
    """$TRIPTYCH_RESULTS, else where `./triptych notebooks` leaves its results."""
    beside = Path(__file__).resolve().parent.parent / "build" / "notebooks" / "results.json"
    return Path(os.environ.get("TRIPTYCH_RESULTS") or beside)


def load(path=None):
    """The results in `path`. Raises ResultsError if it is not what it should be."""
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
        absent=table.loc[~timed, CELL + ["model", "reason"]].reset_index(drop=True),
        intervals={cell: tuple(end * _unit(raw) for end in ends)
                   for cell, raw in medians for ends in _pair(raw, "real_time")},
        ratios={cell: ends for cell, raw in medians for ends in _pair(raw, "ratio")},
        withheld={cell for cell, raw in medians if raw.get("cores_withheld") is True},
        report=_report(raw),
    )


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
    """The program's own Markdown, line by line; its texts were escaped when it was written."""
    ours = raw.get("context")
    ours = ours.get("triptych") if isinstance(ours, dict) else None
    report = ours.get("report") if isinstance(ours, dict) else None
    return "\n".join(map(for_terminal, report.split("\n"))) if isinstance(report, str) else ""


def _is_run(raw):
    return isinstance(raw, dict) and raw.get("run_type", "iteration") == "iteration"


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _medians(entries):
    """The entries that have the median of a cell, each with the cell it is of."""
    found = []
    for raw in entries:
        if isinstance(raw, dict) and raw.get("aggregate_name") == "median":
            cell = _cell(raw)
            if cell:
                found.append((tuple(cell[column] for column in CELL), raw))
    return found


def _pair(raw, name):
    """The ends of an interval, if the entry has it: a list of one, or of none."""
    ends = raw.get(f"{name}_low"), raw.get(f"{name}_high")
    return [ends] if all(map(_is_number, ends)) else []


def _unit(raw):
    return SECONDS.get(str(raw.get("time_unit", "ns")), 1e-9)


def _cell(raw):
    """What an entry is about, or nothing for a benchmark that is none of Triptych's."""
    name = NAME.fullmatch(str(raw.get("run_name", raw.get("name"))))
    if not name:
        return None
    cell = name.groupdict(default="")
    cell["size"] = int(cell["size"])
    cell["answer"] = cell["model"] + ("." + cell["variant"] if cell["variant"] else "")
    return cell


def benchmark_name(row):
    """The name of the benchmark that a row is of, as the file has it (see _cell)."""
    return f"{row['workload']}/{row['answer']}/{row['size']}"


def _entry(raw):
    """A row of the table, or nothing for a benchmark that is none of Triptych's."""
    cell = _cell(raw)
    if not cell:
        return None
    row = {name: value for name, value in raw.items()
           if _is_number(value) and name not in NO_FIGURES}
    row.update(cell)
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


def with_derived(results):
    """The runs with what follows from their figures: busy_percent, alive (and whether that was
    counted, or is the size), bytes_each, seconds_each, tries_each."""
    runs = results.runs.copy()
    runs["busy_percent"] = 100 * runs["cpu_seconds"] / (runs["seconds"] * results.cores)
    runs["alive"], runs["counted"] = runs["size"], False
    for model, live in COUNTED.items():  # but for the one that was there before
        counted = (runs["model"] == model) & runs[live].notna()
        runs.loc[counted, "alive"] = (runs.loc[counted, live] - 1).clip(lower=1)
        runs.loc[counted, "counted"] = True
    runs["bytes_each"] = runs["peak_bytes"] / runs["alive"]
    runs["seconds_each"] = runs["seconds"] / runs["size"]
    runs["tries_each"] = runs["tries"] / runs["size"]
    return runs


def summary(results, workload, column):
    """Median, least and most of a column over the repetitions of each cell that has it; low and
    high: where the true median is to be expected if the file says so, which is a guess if there
    are few repetitions, else least and most."""
    runs = with_derived(results)
    if column not in runs:
        return pd.DataFrame(columns=SUMMARY)
    runs = runs[(runs["workload"] == workload) & runs[column].notna()]
    by_cell = runs.groupby(["answer", "model", "variant", "role", "size"], sort=False)[column]
    table = by_cell.agg(["median", "min", "max", "count"]).reset_index()
    table["low"], table["high"] = table["min"].astype(float), table["max"].astype(float)
    table["guess"] = False
    for place, row in table.iterrows():
        known = results.intervals.get((workload, row["answer"], row["size"]))
        if known and column in ("seconds", "seconds_each"):
            each = 1 if column == "seconds" else row["size"]
            table.loc[place, ["low", "high"]] = [end / each for end in known]
            table.loc[place, "guess"] = row["count"] < FEWEST
    return table.sort_values("size", kind="stable").reset_index(drop=True)


def largest_shared(table, roles=("contender",)):
    """The rows of these roles at the size of which the program's verdict speaks: of those at which
    the most models have a contender, the largest."""
    contenders = table[table["role"] == "contender"]
    models = (table if contenders.empty else contenders).groupby("size")["model"].nunique()
    most = models[models == models.max()]
    return table[(table["size"] == most.index.max()) & table["role"].isin(roles)]


def compared(results, workload, column, variants=True, roles=COMPARED):
    """What a picture compares: the models and, with variants, everything of these roles."""
    table = summary(results, workload, column)
    table = table[table["role"].isin(roles)]
    if variants:
        return table
    return table[(table["variant"] == "") & (table["role"] != "peer")]
