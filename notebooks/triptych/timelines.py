"""Timelines: what the tasks of each workload did, as `triptych trace` draws it."""

import copy
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from IPython.display import Markdown, display

from triptych.escape import for_terminal

PARTS = ("svg", "alt", "html", "style", "script")


def default_folder():
    """$TRIPTYCH_TIMELINES, else where `./triptych notebooks` leaves them."""
    beside = Path(__file__).resolve().parents[2] / "build" / "notebooks" / "timelines"
    return Path(os.environ.get("TRIPTYCH_TIMELINES") or beside)


def record(build, workloads, folder=None):
    """Runs each workload once more, small, with the recorder of the programs in the folder `build`:
    some tenths of a second each. What these very programs have recorded before is kept. Where
    nothing can be recorded, a line on stderr says why, and there is no timeline."""
    folder = folder or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    programs = [build / name for name in ("triptych", "triptych_bench", "libtriptych_trace.so")]
    built = max((path.stat().st_mtime for path in programs if path.exists()), default=0)
    for workload in workloads:
        path = folder / f"{workload}.json"
        if path.exists() and path.stat().st_mtime > built:
            continue
        path.unlink(missing_ok=True)
        done = subprocess.run([str(programs[0]), "trace", workload, "--json", str(path)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
                              text=True)
        if done.returncode != 0:
            path.unlink(missing_ok=True)
            print(f"no timeline of {workload}: {for_terminal(done.stderr.strip())}",
                  file=sys.stderr)
            if done.returncode < 0 or done.returncode > 128:
                sys.exit(done.returncode if done.returncode > 0 else 128 - done.returncode)


def read(workload, folder=None):
    """The workload's timeline as `trace --json` wrote it; None if there is none."""
    path = (folder or default_folder()) / f"{workload}.json"
    try:
        parts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(parts, dict) and all(isinstance(parts.get(name), str) for name in PARTS)
    return parts if whole else None


def without_titles(notebook):
    """A copy to be committed: Jupyter shows a graphic as an image, in which the mouse finds no titles,
    and they are half of its size."""
    smaller = copy.deepcopy(notebook)
    for output in (output for cell in smaller.cells for output in cell.get("outputs", [])):
        graphic = output.get("data", {}).get("image/svg+xml", "")
        if 'class="tt"' in graphic:
            output.data["image/svg+xml"] = re.sub(r"><title>[^<]*</title></rect>", "/>", graphic)
    return smaller


class Timelines:
    """The workload's three timelines as Jupyter shows them, or how to record them."""

    def __init__(self, workload):
        self.workload = workload
        self.parts = read(workload)

    def _ipython_display_(self):
        how = f"`./triptych trace {self.workload}`"
        if self.parts is None:
            return display(Markdown(f"There is no timeline here. {how} draws one."))
        display({"image/svg+xml": self.parts["svg"], "text/plain": self.parts["alt"]}, raw=True,
                metadata={"image/svg+xml": {"alt": self.parts["alt"]}})
        return display(Markdown(
            f"*A small run, recorded: a row for each task, time from left to right. {how} "
            "draws it in the terminal, and lists the longest waits.*"))
