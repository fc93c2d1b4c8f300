"""The index of the notebooks: what each one is about, and what the run has found there."""

import nbformat

from triptych.file import HERE, about_absent, about_machine, workloads
from triptych.lesson import Text
from triptych.words import about_times


def contents(results):
    """A Markdown table with a row for each notebook: a link, its lesson, and the finding."""
    rows = ["| notebook | lesson | what this run has found |", "|---|---|---|"]
    for name in ("tradeoffs", "map", *workloads()):
        title = nbformat.read(HERE / f"{name}.ipynb", as_version=4).cells[0].source
        lesson = title.partition("\n")[0].removeprefix("# ")
        rows.append(f"| [{name}]({name}.ipynb) | {lesson.removeprefix(name + ': ')} | "
                    f"{_found(results, name)} |")
    return Text("\n".join(rows))


def machine(results):
    """Where it was measured, all warnings, and what is missing."""
    return Text(f"{about_machine(results)}\n\n{about_absent(results)}")


def _found(results, name):
    if name in results.findings:
        return results.findings[name]["sentence"]
    if name not in set(results.runs["workload"]):
        return ""
    return about_times(results, name)
