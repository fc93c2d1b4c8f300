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

NO_MAP = ("There is no map on this page: measure one with `./triptych map --json FILE`, and have "
          "it put here by `./triptych report --map FILE`.")
NO_REPORT = ("This results file has no verdicts and no tables, for the program that wrote it was "
             "older, or another; measure again with: ./triptych report")


def page(results, notebooks, panels):
    """The page as HTML. `notebooks`: executed, by name; `panels`: by workload, what `triptych
    show WORKLOAD --json` says, or nothing. Those of the map's workload belong to the map, unless
    the results have times of it."""
    report = read_report(results.report)
    measured = {*results.runs["workload"], *results.absent["workload"]}
    of_the_map = None if OF_THE_MAP in measured else panels.get(OF_THE_MAP)
    sections = [_workload(name, notebooks.get(name), shown, report)
                for name, shown in panels.items() if name != OF_THE_MAP or name in measured]
    parts = {
        "machine": _machine(words.about_machine(results), "Where it was measured"),
        "no_report": "" if report["workloads"] else NO_REPORT,
        "glance": html_table(report["glance"], "Each model’s fastest answer"),
        "legend": report["legend"],
        "absent": words.about_absent(results),
        "overview": _told(notebooks.get("tradeoffs")),
        "map": _map(notebooks.get("map")),
        "of_the_map": {"name": OF_THE_MAP, "question": of_the_map["question"],
                       "panels": _panels(of_the_map, {})} if of_the_map else None,
        "sections": sections,
        "colours": {model: colour for model, (colour, _, _) in MODELS.items()},
    }
    exporter = HTMLExporter(template_name="triptych", extra_template_basedirs=[
        str(HERE / "templates")])
    exporter.environment.autoescape = True  # whatever is not marked as HTML
    body, _ = exporter.from_notebook_node(new_notebook(metadata={"triptych": parts}))
    return body


def read_report(markdown):
    """What `triptych run` has shown: for each workload its tables and its verdict, and then the
    table of all. All empty if there is none. Tables are in Markdown, all else is text."""
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
            report["legend"] = "".join(texts[:1])  # what comes below it are the run's warnings
            continue
        name = heading.split(",")[0]
        workload = report["workloads"].setdefault(name, {"tables": [], "verdict": ""})
        workload["tables"] += [{"heading": heading, "table": table} for table in tables]
        workload["verdict"] = " ".join(texts) or workload["verdict"]
    return report


def best_of(glance, workload):
    """What the table of all says of each model's fastest answer, line by line, and of its size."""
    head, *rows = [cells_of(line) for line in glance.splitlines()
                   if line.startswith("|") and not line.startswith("| :")] or [[]]
    for name, *cells in filter(None, rows):
        if name.split("<br>")[0] == workload:
            size = text_of(name.replace("<br>", " ")).removeprefix(workload).strip()
            return {model: [f"{size}:", *map(text_of, cell.split("<br>"))] if cell.strip("-") else []
                    for model, cell in zip(head[1:], cells)}
    return {}


def _workload(name, notebook, shown, report):
    said = report["workloads"].get(name, {"tables": [], "verdict": ""})
    lesson, question = "", shown["question"] if shown else ""
    if notebook:
        title, _, question = notebook.cells[0].source.partition("\n\n")
        lesson = title.partition(": ")[2]
    return {
        "name": name,
        "lesson": lesson,
        "question": question,
        "verdict": said["verdict"],
        "tables": [{"heading": one["heading"],
                    "table": html_table(one["table"], one["heading"])} for one in said["tables"]],
        "told": _told(notebook),
        "panels": _panels(shown, best_of(report["glance"], name)) if shown else None,
    }


def _told(notebook):
    """The cells that are meant for this page, as parts: pictures with captions, and texts."""
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
    """What its notebook shows, and where it was measured, or why there is none."""
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
    """The files' steps in the rows of a grid: what stands above a step's code is a row of its
    own, so that the code starts level. The first row has the files' names. No row is empty: a
    page could end in it, and tear from the code what belongs above it."""
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
    """A comment of several lines as one, for the page breaks it where it is narrow."""
    return ["/// " + _prose(comment)] if comment else []


def _lines(lines):
    """Each line highlighted, and how far it is indented."""
    html = highlight("\n".join(lines), CppLexer(stripnl=False), HtmlFormatter(nowrap=True))
    marked = html.rstrip("\n").split("\n") if lines else []
    return [{"html": Markup(line), "indent": len(plain) - len(plain.lstrip())}
            for line, plain in zip(marked, lines)]
