"""Measures what is needed, and writes one self-contained HTML page to hand out."""

import argparse
import json
from pathlib import Path

from triptych.execute import HERE, clean_environment, execute, notebooks
from triptych.map import Map
from triptych.measure import WrongUsage, ask, measure, measure_map, run_program
from triptych.page import page
from triptych.results import load
from triptych.timelines import read, record
from triptych.units import OF_THE_MAP

BUILD = HERE.parent / "build"
HOW_TO_MAP = "Measure with: ./triptych map --json FILE"


def options(words):
    parser = argparse.ArgumentParser(prog="triptych report", description=__doc__)
    parser.add_argument("build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--quick", "-q", action="store_true", help="measures for some seconds only")
    parser.add_argument("--results", type=Path, metavar="FILE",
                        help="of triptych run --json FILE: measures nothing")
    parser.add_argument("--map", type=Path, metavar="FILE", dest="chart",
                        help="of triptych map --json FILE: measures no map")
    parser.add_argument("--output", "-o", type=Path, metavar="FILE", default=BUILD / "report.html",
                        help="the page (default: build/report.html)")
    return parser.parse_args(words)


def check_map(path):
    """Raises WrongUsage if the file is not a map."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongUsage(f"{path}: {error.strerror}. {HOW_TO_MAP}") from None
    except ValueError as error:
        raise WrongUsage(f"{path}: not JSON, or cut short ({error}). {HOW_TO_MAP}") from None
    if not isinstance(document, dict) or "benchmarks" in document:
        raise WrongUsage(f"{path}: not a map. {HOW_TO_MAP}")


def check_output(path):
    """Called before anything is measured. Raises WrongUsage if the page cannot be written there."""
    existed = path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8"):
            pass
        if not existed:
            path.unlink()
    except OSError as error:
        raise WrongUsage(f"--output {path}: cannot be written: {error.strerror}") from None


def panels_of(program, workload):
    """The workload's three files, side by side; None if this program has no such workload."""
    shown = ask([program, "show", workload, "--json"], well=(0, 2))
    return json.loads(shown) if shown else None


def main(words):
    asked = options(words)
    program = asked.build / "triptych"
    if asked.chart:
        check_map(asked.chart)
    if asked.results:
        load(asked.results)
    check_output(asked.output)
    BUILD.joinpath("notebooks").mkdir(parents=True, exist_ok=True)
    path = asked.results or BUILD / "notebooks" / "results.json"
    chart = asked.chart
    if not asked.results:
        measure(program, path, asked.quick)
        if not chart:
            chart = BUILD / "notebooks" / "map.json"
            measure_map(program, chart, asked.quick)

    results = load(path)
    workloads = list(dict.fromkeys([*results.runs["workload"], *results.absent["workload"]]))
    wanted = [one for one in notebooks() if one.stem in workloads
              or (one.stem == "map" and chart)]
    with clean_environment(TRIPTYCH_RESULTS=path.resolve(),
                           TRIPTYCH_MAP=(chart or Path("no map")).resolve()):
        executed = dict(zip((one.stem for one in wanted), execute(wanted)))
    panels = {workload: panels_of(program, workload)
              for workload in dict.fromkeys([*workloads, OF_THE_MAP])}
    timelines = BUILD / "notebooks" / "timelines"
    known = [one.stem for one in wanted if one.stem in workloads]
    record(asked.build, known, timelines)
    about_map = Map(chart).machine().data if chart else ""
    asked.output.write_text(page(results, executed, panels, about_map,
                                 {name: read(name, timelines) for name in known}),
                            encoding="utf-8")
    print(asked.output)


if __name__ == "__main__":
    run_program("triptych report", main)
