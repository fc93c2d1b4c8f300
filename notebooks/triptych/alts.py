"""What is to be seen in a picture, for those who cannot: what is drawn, and no more."""

import triptych.words as words
from triptych.escape import text_of
from triptych.results import COMPARED, compared, summary
from triptych.units import EVERYBODY, amount, number, seconds, unit_of

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


def sentence(results, workload, kind):
    """What is to be said of this kind."""
    if kind in SAID:
        return SAID[kind](results, workload)
    return words.about_figure(results, workload, kind)


def plain(markdown):
    """The words alone, in one line, for those to whom the page is read aloud."""
    lines = (line.removeprefix("- ").replace("*", "") for line in markdown.splitlines())
    return text_of("; ".join(line for line in lines if line))


def in_words(results, workload, kind, exhibits=False, variants=True):
    """The picture of this kind in words: with what is wrong on purpose, if that is drawn; with
    variants, if those are."""
    if kind == "times":
        roles = EVERYBODY if exhibits else COMPARED
        table = compared(results, workload, "seconds", variants, roles)
        return _drawn(table, workload, "wall time", seconds) + _ideal(results, workload, table)
    if kind == "memory":
        table = compared(results, workload, "bytes_each", variants)
        return _drawn(table, workload, "peak memory for each alive at once", amount)
    return f"Plot of {workload}. " + plain(sentence(results, workload, kind))


def _drawn(table, workload, what, say):
    """The medians, at the least and the largest size at which there are any."""
    if table.empty:
        return plain(words.nothing(workload, what))
    parts = []
    for size in sorted({table["size"].min(), table["size"].max()}):
        rows = table[table["size"] == size]
        medians = ", ".join(
            f"{row['answer']}{' (wrong on purpose)' if row['role'] == 'broken' else ''} "
            f"{say(row['median'])}" for _, row in rows.iterrows())
        parts.append(f"with {number(size)} {unit_of(workload)} {medians}")
    return f"Plot of {workload}, {what}: {'; '.join(parts)}."


def _ideal(results, workload, table):
    ideal = summary(results, workload, "ideal_seconds").groupby("size")["median"].median()
    largest = table["size"].max() if len(table) else None
    return f" The ideal there: {seconds(ideal[largest])}." if largest in ideal else ""
