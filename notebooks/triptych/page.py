"""The page to hand out: notebooks, the program's own report and the sources, put together by
nbconvert with the template in templates/triptych."""

import base64
import hashlib
import itertools
import re

from markupsafe import Markup, escape
from nbconvert import HTMLExporter
from nbformat.v4 import new_notebook
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import CppLexer

import triptych.words as words
from triptych.answer import answers
from triptych.escape import for_markdown, text_of
from triptych.execute import HERE
from triptych.look import MODELS, VARIABLES, value_of
from triptych.prediction import best_of_models
from triptych.tables import html_table, parted
from triptych.units import OF_THE_MAP, seconds

NO_MAP = ("There is no map on this page: measure one with `./triptych map --json FILE`, then write "
          "the page with `./triptych report --map FILE`.")
COLUMNS = ("The ideal is the least time that physics allows on these cores, as a percentage of the "
           "median. CPU is the CPU time of the process tree; busy is the part of all cores' time "
           "that was used; memory is the peak of the process tree. Switches are its context "
           "switches, voluntary (it waited) and involuntary (it was preempted).")
NO_REPORT = ("This results file has no verdicts and no tables, because an older program or another "
             "one wrote it; measure again with: ./triptych report")
TEMPLATE = HERE / "templates" / "triptych"


def page(results, notebooks, panels, about_map="", timelines=None):
    """Returns the page as HTML. `notebooks`: executed ones, by name. `panels`: by workload, the
    output of `triptych show WORKLOAD --json`, or None. The panels of the map's workload are put
    with the map, unless the results have times of that workload. `about_map`: where the map was
    measured, as a table and a text. `timelines`: by workload, what `triptych trace WORKLOAD --json`
    of this very program wrote, or None."""
    report = read_report(results.report)
    measured = {*results.runs["workload"], *results.absent["workload"]}
    of_the_map = None if OF_THE_MAP in measured else panels.get(OF_THE_MAP)
    drawn = {name: parts for name, parts in (timelines or {}).items() if parts}
    sections = [{**_workload(name, notebooks.get(name), shown, report, results),
                 "timelines": Markup(drawn[name]["html"]) if name in drawn else ""}
                for name, shown in panels.items() if name != OF_THE_MAP or name in measured]
    verdicts = {name: for_markdown(one["verdict"]) for name, one in report["workloads"].items()}
    script = (TEMPLATE / "page.js").read_text(encoding="utf-8").strip()
    once = next(iter(drawn.values()), {"script": "", "style": ""})
    script += once["script"].rstrip()
    parts = {
        "machine": _machine(words.about_machine(results), "Where it was measured"),
        "no_report": "" if report["workloads"] or results.findings else NO_REPORT,
        "which_one_when": results.which_one_when,
        "answers": answers(results, verdicts),
        "models": [model for model in MODELS if model != "sequential"],
        "legend": f"{COLUMNS} {report['legend']}" if report["legend"] else "",
        "absent": words.about_absent(results),
        "map": _map(notebooks.get("map"), about_map),
        "of_the_map": {"name": OF_THE_MAP, "problem": of_the_map["problem"],
                       "panels": _panels(of_the_map, {})} if of_the_map else None,
        "sections": sections,
        "colours": {name: colour for colour, name in VARIABLES.items()
                    if name in (*MODELS, "peer")},
        "style": Markup(once["style"]),
        "script": Markup(script),
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }
    exporter = HTMLExporter(template_name="triptych", extra_template_basedirs=[
        str(HERE / "templates")])
    exporter.environment.autoescape = True  # all that is not marked as HTML
    body, _ = exporter.from_notebook_node(new_notebook(metadata={"triptych": parts}))
    return body


def read_report(markdown):
    """Reads the report that `triptych run` printed: the tables and the verdict of each workload,
    and the legend. All are empty if there is no report. Tables are Markdown, the rest is plain
    text."""
    report = {"workloads": {}, "legend": ""}
    parts = re.split(r"^## ", markdown if isinstance(markdown, str) else "", flags=re.MULTILINE)
    for part in parts[1:]:
        blocks = [block.strip() for block in part.split("\n\n") if block.strip()]
        heading = text_of(blocks.pop(0)) if blocks else ""
        if not heading:
            continue
        tables = [block for block in blocks if block.startswith("|")]
        texts = [text_of(block) for block in blocks if not block.startswith("|")]
        if heading.startswith("The tradeoffs"):
            report["legend"] = "".join(texts[:1])  # the run's warnings follow
            continue
        name = heading.split(",")[0]
        workload = report["workloads"].setdefault(name, {"tables": [], "verdict": ""})
        workload["tables"] += [{"heading": heading, "table": table} for table in tables]
        workload["verdict"] = " ".join(texts) or workload["verdict"]
    return report


def _workload(name, notebook, shown, report, results):
    said = report["workloads"].get(name, {"tables": [], "verdict": ""})
    found = results.findings.get(name)
    verdict = (" ".join(filter(None, (found["sentence"], found["more"], found.get("details")))) if found
               else for_markdown(said["verdict"]))
    lesson, problem = "", shown["problem"] if shown else ""
    if notebook:
        title, _, problem = notebook.cells[0].source.partition("\n\n")
        lesson = title.partition(": ")[2]
    return {
        "name": name,
        "lesson": lesson,
        "problem": problem,
        "verdict": verdict,
        "tables": [{"heading": one["heading"],
                    "table": html_table(one["table"], one["heading"])} for one in said["tables"]],
        "told": _told(notebook),
        "panels": _panels(shown, best_of_models(results, name)) if shown else None,
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


def _map(notebook, about):
    """What the map's notebook shows, and where it was measured; or why there is no map."""
    if not notebook:
        return {"none": NO_MAP, "machine": None, "told": []}
    machine = _machine(about, "Where the map was measured") if about else None
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
        if "image/svg+xml" in data:
            alt = output.metadata.get("image/svg+xml", {}).get("alt") or data.get("text/plain")
            image = _inline(data["image/svg+xml"], alt or "Plot")
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


def _inline(svg, alt):
    """The picture as a part of the page: as wide as its place. It is written by svg.py, which
    escapes all texts."""
    head, tail = svg[svg.index("<svg"):].split(">", 1)
    head = re.sub(r' (?:width|height)="[^"]*"', "", head)
    return Markup(f'{head} role="img" aria-label="{escape(alt)}">{tail}')


def _panels(shown, best):
    """Puts the files' steps into the rows of a grid. The comment above a step's code has its own
    row, so that the code of all files starts level. The first row has the files' names. No row is
    empty: a printed page could end there, and separate the code from its comment."""
    files = [{**file, "steps": [], "figures": _figures(best.get(file["model"]))}
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


def _figures(row):
    """The time of a model's fastest implementation, as it stands below its panel."""
    return [row["implementation"], value_of(row, seconds)] if row is not None else []


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
