"""Markdown tables as HTML tables for screen readers: each cell belongs to a named row and
column."""

import re

from markupsafe import Markup, escape

from triptych.escape import text_of

LONGEST_FIGURE = 26  # characters: a longer cell is text, and its line may be broken


FIGURE = re.compile(r"\s*[~≥<]?\s*(-?[\d,]*\.?\d+)\s*"
                    r"(ns|µs|us|ms|s|B|KiB|MiB|GiB|%|x)?(?![\w.])")
FACTORS = {"ns": 1e-9, "µs": 1e-6, "us": 1e-6, "ms": 1e-3, "KiB": 2**10, "MiB": 2**20,
           "GiB": 2**30}


def sort_key(text):
    """The number that a cell begins with, in the unit's base (seconds, bytes), to sort rows by;
    None if it begins with another text."""
    found = FIGURE.match(text)
    return float(found[1].replace(",", "")) * FACTORS.get(found[2], 1) if found else None


def cells_of(line):
    """The fields of a row, as Markdown. A bar within a field is escaped."""
    fields = re.split(r"(?<!\\)\|", line.strip())[1:]
    if fields and not fields[-1].strip():
        fields.pop()
    return [field.strip() for field in fields]


def html_table(markdown, caption, headed=True):
    """Returns the table in `markdown` as HTML. The first cell of each row names the row. The first
    row names the columns if the table is `headed`; else it is left out. All texts are escaped, so
    the result is marked as HTML."""
    lines = [line for line in markdown.splitlines() if line.strip().startswith("|")]
    if len(lines) < 2:
        return Markup()
    head, rows = cells_of(lines[0]), [cells_of(line) for line in lines[2:]]
    parts = [f"<table>\n<caption>{escape(caption)}</caption>"]
    if headed:
        names = "".join(f'<th scope="col">{_cell(name)}</th>' for name in head)
        parts.append(f"<thead><tr>{names}</tr></thead>")
    parts.append("<tbody>")
    for first, *others in filter(None, rows):
        parts.append(f'<tr><th scope="row">{_cell(first)}</th>'
                     + "".join(map(_data, others)) + "</tr>")
    return Markup("\n".join([*parts, "</tbody>\n</table>"]))


def parted(markdown):
    """Splits a text into the table that it begins with, and the text below it."""
    table, _, text = markdown.partition("\n\n")
    return (table, text) if table.startswith("|") else ("", markdown)


def _data(text):
    key = sort_key(text_of(text))
    by = "" if key is None else f' data-v="{key:g}"'
    is_note = max(len(text_of(line)) for line in text.split("<br>")) > LONGEST_FIGURE
    return f"""<td{' class="note"' if is_note else ""}{by}>{_cell(text)}</td>"""


def _cell(text):
    return Markup("<br>").join(escape(text_of(line)) for line in text.split("<br>"))
