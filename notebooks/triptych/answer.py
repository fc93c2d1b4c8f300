"""The answer that the page begins with: for each workload and model the fastest implementation,
the winner marked, and a sentence. The program judges; this only puts together what it says."""

from markupsafe import Markup, escape

from triptych.escape import text_of
from triptych.look import value_of
from triptych.prediction import MODELS
from triptych.results import largest_shared, summary
from triptych.units import number, seconds
from triptych.words import about_times

WINNER, LEVEL = "fastest", "among the fastest"


def answers(results, verdicts):
    """A row for each workload: its name, size, what bounds it, a cell for each model, and a
    sentence. `verdicts`: by workload, for files without findings."""
    return [_answer(results, workload, verdicts)
            for workload in dict.fromkeys([*results.runs["workload"]])]


def _answer(results, workload, verdicts):
    found = results.findings.get(workload)
    rows = largest_shared(summary(results, workload, "seconds"))
    size = int(rows["size"].iloc[0]) if len(rows) else 0
    sentence = found["sentence"] if found else verdicts.get(workload) or about_times(
        results, workload)
    level = found["fastest"] if found else _level(results, workload, rows)
    return {
        "workload": workload,
        "name": Markup("_<wbr>").join(escape(part) for part in workload.split("_")),
        "size": text_of((found or {}).get("size") or f"{size:,} {results.unit_of(workload)}"),
        "bound": results.bound_of(workload),
        "sentence": sentence,
        "cells": [_cell(rows[rows["model"] == model].sort_values("median"), level, rows)
                  for model in MODELS],
    }


def _level(results, workload, rows):
    """The implementations that an older file's ratios cannot tell from the fastest; none where it
    has no ratios, or where there was CPU contention."""
    names = []
    for _, row in rows.iterrows():
        benchmark = (workload, row["implementation"], row["size"])
        low, high = results.ratios.get(benchmark, (0, 0))
        if low <= 1 <= high and benchmark not in results.withheld:
            names.append(row["implementation"])
    return names


def _cell(rows, level, everybody):
    """A model's fastest implementation; one that is among the fastest, if there is any."""
    if rows.empty:
        return {"mark": "", "name": "", "time": "", "times": "", "weak": False, "order": ""}
    named = rows[rows["implementation"].isin(level)]
    row = (rows if named.empty else named).iloc[0]
    fastest = everybody.loc[everybody["median"].idxmin()]
    once = min(row["count"], fastest["count"]) == 1  # then the ratio is no figure
    models = set(everybody[everybody["implementation"].isin(level)]["model"])
    mark = "" if named.empty else WINNER if len(models) == 1 else LEVEL
    times = row["median"] / fastest["median"]
    about = "~" if row["guess"] else ""
    return {"mark": mark, "name": f".{row['variant']}" if row["variant"] else "",
            "time": value_of(row, seconds), "weak": bool(row["guess"]),
            "times": "" if once else f"{about}{number(float(format(times, '.3g')))}x",
            "order": times}
