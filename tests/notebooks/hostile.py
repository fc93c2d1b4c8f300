"""A results file and a map in which every text contains markup and escape sequences."""

import json
import sys

import variants

SCRIPT = "<script>document.title=1</script>"
REST = ("\"><img src=x onerror=alert(1)>[link](javascript:alert(1)) ![](http://example.org/i.png) "
        "<http://example.org> http://example.org www.example.org `code` **bold** _em_ a|b $x$ "
        "\\(x\\) \\begin{a}\\end{a} {{ 7 * 7 }} {% raw %} &lt;b&gt; \x1b[31m\x9b\u202e\ud800"
        "\n\n# heading\n\n- item\n<br>")


def text(field):
    """The text of this field: it begins with the field's name, so that a page shows where it is
    used."""
    return f"{field}:{SCRIPT}{REST}"


def _hostile(value, field):
    """The same document with all its texts replaced; keys stay."""
    if isinstance(value, str):
        return text(field)
    if isinstance(value, list):
        return [_hostile(one, field) for one in value]
    if isinstance(value, dict):
        return {name: _hostile(one, name) for name, one in value.items()}
    return value


def report(quote=lambda raw: raw):
    """A report like the program's, with these texts quoted by `quote`."""
    cell = quote(text("report cell").replace("\n", " "))
    words = quote(text("report words").replace("\n", " "))
    return (f"{words}\n\n## merge_sort, {cell} ints\n\n"
            f"| implementation | {cell} |\n| :-- | --: |\n"
            f"| {cell} | {cell}<br>{cell} |\n\n{words}\n\n"
            f"## The tradeoffs at a glance: {cell}\n\n| workload | threads |\n| :-- | --: |\n"
            f"| merge_sort<br>{cell} | {cell} |\n\n{words}\n\n{words}\n")


def results(written=report()):
    """A results file with two workloads, with failures, and with the report `written`."""
    document = variants.with_findings()
    kept = ("merge_sort", "delayed_messages")
    document["benchmarks"] = [entry for entry in document["benchmarks"]
                              if entry["name"].split("/")[0] in kept]
    for entry in document["benchmarks"]:
        entry["unit"] = text("unit")
        entry[text("figure")] = 1
        if "error_message" in entry:
            entry["error_message"] = text("error_message")
    document["context"] = _hostile(document["context"], "context")
    for found in document["context"]["findings"]:
        found["workload"] = "merge_sort"
    ours = document["context"]["triptych"]
    ours["report"] = written
    ours["seed"] = {text("seed"): text("seed")}
    ours["versions"][text("library")] = text("version")
    return document


def chart():
    """A map."""
    measured = {"median": 1, "low": 1, "high": 1, "predicted": 2}
    place = {"tasks": 10, "io_percent": 50, "winner": text("winner"), "lead": 1.5,
             "implementations": {"threads": measured, text("implementation"): measured},
             "missing": {text("missing"): text("reason")}}
    crossing = {"tasks": 10, "io_percent": 50, "low": 40, "high": 60, "to": "threads"}
    return {"context": _hostile(variants.with_intervals()["context"], "context"),
            "map": {"cores": text("cores"), "places": [place], "prediction_error": 0.5,
                    "crossings": [{**crossing, "from": text("from")}],
                    "predicted_crossings": [{**crossing, "from": text("from")}]}}


if __name__ == "__main__":  # RESULTS MAP: writes them there
    for path, made in zip(sys.argv[1:], (results(), chart())):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(made, file)
