"""Alternative texts: what a picture shows, in words, for readers who cannot see it."""

import triptych.words as words
from triptych.escape import text_of
from triptych.memory import growths
from triptych.results import COMPARED, compared, summary
from triptych.units import EVERYBODY, number, seconds

SAID = {
    "times": words.about_times,
    "efficiency": words.about_efficiency,
    "gain": words.about_gain,
    "growth": words.about_growth,
    "busy": words.about_busy,
    "memory": words.about_memory,
    "lost": words.about_lost,
    "cost": words.about_cost,
}
COLUMN_OF_SCENE = {"ring": "found_p50_us", "master": "cost", "ticks": "late_max_ms",
                   "sees": "seen", "overlap": "pauses_at_once"}


def sentence(results, workload, kind):
    """The sentences about this workload that belong to pictures of this kind."""
    if kind in SAID:
        return SAID[kind](results, workload)
    return words.about_figure(results, workload, kind)


def plain(markdown):
    """The text without its Markdown, in one line, as a screen reader needs it."""
    lines = (line.removeprefix("- ").replace("*", "") for line in markdown.splitlines())
    return text_of("; ".join(line for line in lines if line))


def in_words(results, workload, kind, broken=False, variants=True):
    """The alternative text of the picture of this kind. `broken` and `variants`: whether it shows
    the broken examples, and the variants of a model."""
    if kind == "times":
        roles = EVERYBODY if broken else COMPARED
        table = compared(results, workload, "seconds", variants, roles)
        return (_drawn(results, table, workload, "wall time", seconds)
                + _ideal(results, workload, table))
    if kind == "memory":
        table = growths(results, workload)
        table = table if variants else table[table["variant"] == ""]
        said = [f"{row['implementation']} {words.memory_in_words(row, results.unit_of(workload))}"
                for _, row in table.iterrows()]
        return plain(f"Plot of {workload}. Growth of the peak memory for each further worker: "
                     f"{', '.join(said)}." if said else f"Plot of {workload}, peak memory.")
    column = COLUMN_OF_SCENE.get(kind, kind)
    return f"Plot of {workload}. " + plain(sentence(results, workload, column))


def _drawn(results, table, workload, what, say):
    """The medians at the smallest and at the largest size that has any."""
    if table.empty:
        return plain(words.nothing(workload, what))
    parts = []
    for size in sorted({table["size"].min(), table["size"].max()}):
        rows = table[table["size"] == size]
        medians = ", ".join(
            f"{row['implementation']}{' (broken on purpose)' if row['role'] == 'broken' else ''} "
            f"{say(row['median'])}" for _, row in rows.iterrows())
        parts.append(f"with {number(size)} {results.unit_of(workload)} {medians}")
    return f"Plot of {workload}, {what}: {'; '.join(parts)}."


def _ideal(results, workload, table):
    ideal = summary(results, workload, "ideal_seconds").groupby("size")["median"].median()
    largest = table["size"].max() if len(table) else None
    return f" The ideal there: {seconds(ideal[largest])}." if largest in ideal else ""
