"""Measures, then runs every notebook on the results, and writes an HTML page for each."""

import argparse
import os
from pathlib import Path

import nbformat

from triptych.execute import HERE, clean_environment, execute, notebooks
from triptych.measure import measure, measure_map, run_program
from triptych.notebook_page import notebook_page
from triptych.results import load
from triptych.timelines import record, without_titles


def options(words):
    parser = argparse.ArgumentParser(prog="triptych notebooks", description=__doc__)
    parser.add_argument("build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--quick", "-q", action="store_true",
                        default=os.environ.get("TRIPTYCH_QUICK", "0") != "0",
                        help="measures for some seconds only (or TRIPTYCH_QUICK=1)")
    parser.add_argument("--results", type=Path, metavar="FILE",
                        default=os.environ.get("TRIPTYCH_RESULTS") or None,
                        help="reads that file, and measures nothing (or TRIPTYCH_RESULTS)")
    parser.add_argument("--map", type=Path, metavar="FILE", dest="chart",
                        default=os.environ.get("TRIPTYCH_MAP") or None,
                        help="reads that map, and measures none (or TRIPTYCH_MAP)")
    parser.add_argument("--in-place", action="store_true",
                        help="writes the outputs into the notebooks themselves, to commit them")
    return parser.parse_args(words)


def main(words):
    asked = options(words)
    program = asked.build / "triptych"
    pages = HERE.parent / "build" / "notebooks"
    pages.mkdir(parents=True, exist_ok=True)
    results = asked.results or pages / "results.json"
    chart = asked.chart or pages / "map.json"
    if not asked.results:
        measure(program, results, asked.quick, sweep=True)
    if not asked.results and not asked.chart:
        measure_map(program, chart, asked.quick)
    paths = notebooks()
    workloads = {*load(results).runs["workload"]}  # refuses a file that cannot be used
    record(asked.build, [path.stem for path in paths if path.stem in workloads],
           pages / "timelines")
    with clean_environment(TRIPTYCH_RESULTS=Path(results).resolve(),
                           TRIPTYCH_MAP=Path(chart).resolve(),
                           TRIPTYCH_TIMELINES=(pages / "timelines").resolve(),
                           TRIPTYCH_PICTURES=HERE if asked.in_place else pages):
        executed = execute(paths)
    for path, notebook in zip(paths, executed):
        if asked.in_place:
            nbformat.write(without_titles(notebook), path)
        page = pages / f"{path.stem}.html"
        page.write_text(notebook_page(path.stem, notebook), encoding="utf-8")
        print(page, flush=True)


if __name__ == "__main__":
    run_program("triptych notebooks", main)
