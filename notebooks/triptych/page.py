"""The page to hand out: notebooks, the program's own report and the sources, put together by
nbconvert with the template in templates/triptych."""

import itertools
import re

from markupsafe import Markup
from nbconvert import HTMLExporter
from nbformat.v4 import new_notebook
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import CppLexer

import triptych.words as words
from triptych.escape import text_of
from triptych.execute import HERE
from triptych.look import MODELS
from triptych.tables import cells_of, html_table, parted
from triptych.units import OF_THE_MAP

NO_MAP = ("There is no map on this page: measure one with `./triptych map --json FILE`, then write "
          "the page with `./triptych report --map FILE`.")
COLUMNS = ("Each field has the median of the wall time, its ratio to the fastest contender, the "
           "part of all cores' time that was used (busy), and the peak memory of the process tree. "
           "In the tables below, ideal is the least time that physics allows on these cores, as a "
           "percentage of the median; CPU is the CPU time of the process tree; switches are its "
           "context switches, voluntary (it waited) and involuntary (it was preempted).")
NO_REPORT = ("This results file has no verdicts and no tables, because an older program or another "
             "one wrote it; measure again with: ./triptych report")


def page(results, notebooks, panels):
    """Returns the page as HTML. `notebooks`: executed ones, by name. `panels`: by workload, the
    output of `triptych show WORKLOAD --json`, or None. The panels of the map's workload are put
    with the map, unless the results have times of that workload."""
    report = read_report(results.report)
    measured = {*results.runs["workload"], *results.absent["workload"]}
    of_the_map = None if OF_THE_MAP in measured else panels.get(OF_THE_MAP)
    sections = [_workload(name, notebooks.get(name), shown, report)
                for name, shown in panels.items() if name != OF_THE_MAP or name in measured]
    parts = {
        "machine": _machine(words.about_machine(results), "Where it was measured"),
        "no_report": "" if report["workloads"] else NO_REPORT,
        "glance": html_table(report["glance"], "Each model’s fastest implementation"),
        "legend": f"{COLUMNS} {report['legend']}" if report["legend"] else "",
        "absent": words.about_absent(results),
        "overview": _told(notebooks.get("tradeoffs")),
        "map": _map(notebooks.get("map")),
        "of_the_map": {"name": OF_THE_MAP, "problem": of_the_map["problem"],
                       "panels": _panels(of_the_map, {})} if of_the_map else None,
        "sections": sections,
        "colours": {model: colour for model, (colour, _, _) in MODELS.items()},
    }
    exporter = HTMLExporter(template_name="triptych", extra_template_basedirs=[
        str(HERE / "templates")])
    exporter.environment.autoescape = True  # all that is not marked as HTML
    body, _ = exporter.from_notebook_node(new_notebook(metadata={"triptych": parts}))
    return body


def read_report(markdown):
    """Reads the report that `triptych run` printed: the tables and the verdict of each workload,
    and the table that sums up all. All are empty if there is no report. Tables are Markdown, the
    rest is plain text."""
    report = {"workloads": {}, "glance": "", "legend": ""}
    parts = re.split(r"^## ", markdown if isinstance(markdown, str) else "", flags=re.MULTILINE)
    for part in parts[1:]:
        blocks = [block.strip() for block in part.split("\n\n") if block.strip()]
        heading = text_of(blocks.pop(0)) if blocks else ""
        if not heading:
            continue
        tables = [block for block in blocks if block.startswith("|")]
        texts = [text_of(block) for block in blocks if not block.startswith("|")]
        if heading.startswith("The tradeoffs"):
            report["glance"] = "\n\n".join(tables)
            report["legend"] = "".join(texts[:1])  # the run's warnings follow
            continue
        name = heading.split(",")[0]
        workload = report["workloads"].setdefault(name, {"tables": [], "verdict": ""})
        workload["tables"] += [{"heading": heading, "table": table} for table in tables]
        workload["verdict"] = " ".join(texts) or workload["verdict"]
    return report


def best_of(glance, workload):
    """Each model's fastest implementation in the table that sums up all: lines, the first with the
    size."""
    head, *rows = [cells_of(line) for line in glance.splitlines()
                   if line.startswith("|") and not line.startswith("| :")] or [[]]
    for name, *cells in filter(None, rows):
        if name.split("<br>")[0] == workload:
            size = text_of(name.replace("<br>", " ")).removeprefix(workload).strip()
            return {model: [f"{size}:", *map(text_of, cell.split("<br>"))] if cell.strip("-")
                    else [] for model, cell in zip(head[1:], cells)}
    return {}


def _workload(name, notebook, shown, report):
    said = report["workloads"].get(name, {"tables": [], "verdict": ""})
    lesson, problem = "", shown["problem"] if shown else ""
    if notebook:
        title, _, problem = notebook.cells[0].source.partition("\n\n")
        lesson = title.partition(": ")[2]
    return {
        "name": name,
        "lesson": lesson,
        "problem": problem,
        "verdict": said["verdict"],
        "tables": [{"heading": one["heading"],
                    "table": html_table(one["table"], one["heading"])} for one in said["tables"]],
        "told": _told(notebook),
        "panels": _panels(shown, best_of(report["glance"], name)) if shown else None,
    }


def _told(notebook):
    """The cells tagged "report", as parts of this page: pictures with captions, and texts."""
    cells = notebook.cells if notebook else []
    parts = []
    for cell in cells:
        for part in _parts(cell) if "report" in cell.metadata.get("tags", []) else []:
            if parts and "text" in part and "text" in parts[-1]:
                parts[-1]["text"] += "\n\n" + part["text"]
            else:
                parts.append(part)
    return parts


def _map(notebook):
    """What the map's notebook shows, and where it was measured; or why there is no map."""
    if not notebook:
        return {"none": NO_MAP, "machine": None, "told": []}
    said = [output["data"]["text/markdown"] for cell in notebook.cells
            if cell.cell_type == "code" for output in cell.outputs
            if "text/markdown" in output.get("data", {})]
    machine = _machine(said[0], "Where the map was measured") if said else None
    return {"none": "", "machine": machine, "told": _told(notebook)}


def _machine(markdown, caption):
    table, text = parted(markdown)
    return {"table": html_table(table, caption, headed=False), "text": text}


def _parts(cell):
    if cell.cell_type == "markdown":
        return [{"text": re.sub(r"\A#+ .*\n+", "", cell.source)}]
    parts = []
    for output in cell.outputs:
        data = output.get("data", {})
        if "image/png" in data:
            alt = output.metadata.get("image/png", {}).get("alt") or data.get("text/plain", "Plot")
            image = {"pixels": data["image/png"].replace("\n", ""), "alt": alt}
            if parts and "images" in parts[-1] and not parts[-1]["caption"]:
                parts[-1]["images"].append(image)
            else:
                parts.append({"images": [image], "caption": ""})
        elif "text/markdown" in data:
            text = data["text/markdown"]
            if parts and "images" in parts[-1] and not parts[-1]["caption"]:
                parts[-1]["caption"] = text_of(text.strip("*"))
            else:
                parts.append({"text": text})
    return parts


def _panels(shown, best):
    """Puts the files' steps into the rows of a grid. The comment above a step's code has its own
    row, so that the code of all files starts level. The first row has the files' names. No row is
    empty: a printed page could end there, and separate the code from its comment."""
    files = [{**file, "steps": [], "figures": best.get(file["model"], [])}
             for file in shown["files"]]
    row = 2
    for level, steps in enumerate(shown["levels"]):
        parts = [_above_code(lines or []) for lines in steps]
        below = row + any(above for above, _ in parts)
        for file, (above, code) in zip(files, parts):
            if above or code:
                file["steps"].append({
                    "row": row,
                    "prose": _prose(above) if level == 0 else "",
                    "above": [] if level == 0 else _lines(_joined(above)),
                    "below": below,
                    "code": _lines(code),
                })
        row = below + any(code for _, code in parts)
    return {"files": files, "last": row}


def _above_code(lines):
    comments = itertools.takewhile(lambda line: line.startswith("//"), lines)
    count = len(list(comments))
    return lines[:count], lines[count:]


def _prose(comment):
    return " ".join(line.lstrip("/ ").strip() for line in comment)


def _joined(comment):
    """A comment of several lines as one line: the page breaks it where it needs to."""
    return ["/// " + _prose(comment)] if comment else []


def _lines(lines):
    """Each line, highlighted, with the width of its indentation."""
    html = highlight("\n".join(lines), CppLexer(stripnl=False), HtmlFormatter(nowrap=True))
    marked = html.rstrip("\n").split("\n") if lines else []
    return [{"html": Markup(line), "indent": len(plain) - len(plain.lstrip())}
            for line, plain in zip(marked, lines)]
