"""Results of `triptych run --json FILE` as a table, and the figures a reader asks of it."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
NAME = re.compile(r"(?P<workload>\w+)/(?P<model>\w+)(?:\.(?P<variant>\w+))?/(?P<size>\d+)")
CELL = ["workload", "answer", "size"]
FIGURES = ["ideal_seconds", "cpu_seconds", "peak_bytes"]  # of every workload
NO_FIGURES = ["real_time", "cpu_time", "iterations", "repetitions", "repetition_index", "threads",
              "family_index", "per_family_instance_index"]  # Google Benchmark's own
SUMMARY = ["answer", "model", "variant", "role", "size", "median", "min", "max", "count", "low",
           "high"]
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

    @property
    def cores(self):
        return self.ours.get("cores") or self.context.get("num_cpus") or 1

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
    document = _read(path)
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
    return Results(
        path=path,
        context=context if isinstance(context, dict) else {},
        runs=table[timed].drop(columns="reason").reset_index(drop=True),
        absent=table.loc[~timed, CELL + ["reason"]].reset_index(drop=True),
        intervals=dict(filter(None, map(_interval, document["benchmarks"]))),
    )


def _read(path):
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResultsError(f"{path}: {error.strerror}. {HOW_TO_MEASURE}") from None
    except ValueError as error:
        raise ResultsError(f"{path}: not JSON, or cut short ({error}). {HOW_TO_MEASURE}") from None
    if isinstance(document, dict) and "merged" in document:
        raise ResultsError(f"{path}: the runs of many machines; take the file of one of them")
    if not isinstance(document, dict) or not isinstance(document.get("benchmarks"), list):
        raise ResultsError(f"{path}: JSON, but without a list of benchmarks. {HOW_TO_MEASURE}")
    return document


def _is_run(raw):
    return isinstance(raw, dict) and raw.get("run_type", "iteration") == "iteration"


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _interval(raw):
    """The cell and its interval, from the entry that has the median; nothing from any other."""
    if not isinstance(raw, dict) or raw.get("aggregate_name") != "median":
        return None
    cell = _cell(raw)
    ends = raw.get("real_time_low"), raw.get("real_time_high")
    if not cell or not all(map(_is_number, ends)):
        return None
    unit = SECONDS.get(raw.get("time_unit", "ns"), 1e-9)
    return tuple(cell[column] for column in CELL), tuple(end * unit for end in ends)


def _cell(raw):
    """What an entry is about, or nothing for a benchmark that is none of Triptych's."""
    name = NAME.fullmatch(str(raw.get("run_name", raw.get("name"))))
    if not name:
        return None
    cell = name.groupdict(default="")
    cell["size"] = int(cell["size"])
    cell["answer"] = cell["model"] + ("." + cell["variant"] if cell["variant"] else "")
    return cell


def _entry(raw):
    """A row of the table, or nothing for a benchmark that is none of Triptych's."""
    cell = _cell(raw)
    if not cell:
        return None
    row = {name: value for name, value in raw.items()
           if _is_number(value) and name not in NO_FIGURES}
    row.update(cell)
    row["role"] = raw.get("role", "contender")
    row["reason"] = None
    row["seconds"] = float("nan")
    if raw.get("error_occurred"):
        row["reason"] = raw.get("error_message") or "failed, no reason given"
    elif not _is_number(raw.get("real_time")):
        row["reason"] = "the file has no time for it"
    else:
        row["seconds"] = raw["real_time"] * SECONDS.get(raw.get("time_unit", "ns"), 1e-9)
    return row


def with_derived(results):
    """The runs with what follows from their figures: busy_percent, bytes_each, seconds_each."""
    runs = results.runs.copy()
    runs["busy_percent"] = 100 * runs["cpu_seconds"] / (runs["seconds"] * results.cores)
    runs["bytes_each"] = runs["peak_bytes"] / runs["size"]
    runs["seconds_each"] = runs["seconds"] / runs["size"]
    return runs


def summary(results, workload, column):
    """Median, least and most of a column over the repetitions of each cell that has it; low and
    high: where the true median is to be expected if the file says so, else least and most."""
    runs = with_derived(results)
    if column not in runs:
        return pd.DataFrame(columns=SUMMARY)
    runs = runs[(runs["workload"] == workload) & runs[column].notna()]
    by_cell = runs.groupby(["answer", "model", "variant", "role", "size"], sort=False)[column]
    table = by_cell.agg(["median", "min", "max", "count"]).reset_index()
    table["low"], table["high"] = table["min"], table["max"]
    for place, row in table.iterrows():
        known = results.intervals.get((workload, row["answer"], row["size"]))
        if known and column in ("seconds", "seconds_each"):
            each = 1 if column == "seconds" else row["size"]
            table.loc[place, ["low", "high"]] = [end / each for end in known]
    return table.sort_values("size", kind="stable").reset_index(drop=True)


def largest_shared(table, roles=("contender",)):
    """The rows of these roles at the largest size at which most contenders were measured."""
    contenders = table[table["role"] == "contender"]
    answers = (table if contenders.empty else contenders).groupby("size")["answer"].nunique()
    most = answers[answers == answers.max()]
    return table[(table["size"] == most.index.max()) & table["role"].isin(roles)]
