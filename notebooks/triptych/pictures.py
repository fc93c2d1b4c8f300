"""Pictures of the results: bars, markers on a logarithmic axis, or lines over sizes. Each has its
finding as its title."""

import math
import os
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

import triptych.titles as titles
from triptych.look import (IDEAL, INCHES_WIDE, PAPER, QUIET, SMALL, draw_empty, draw_spread,
                           fit_height, name_of, put_legend, put_title, put_units, strength, style,
                           value_of)
from triptych.memory import growths, is_noise
from triptych.results import COMPARED, FEWEST, compared, largest_shared, summary, with_derived
from triptych.titles import unit_text
from triptych.units import EVERYBODY, amount, label_of, number, one_of, seconds

FAR_APART = 30  # times: then bars would hide the small ones, and the axis is logarithmic
LETTER = 0.085  # inches: the width of a small letter
LINES_FROM = 3  # sizes: two points are no curve


def draw_times(axes, results, workload, variants=True, roles=COMPARED):
    """Wall times with the ideal (the least that physics allows): lines over the sizes if there are
    enough of them, else the times at the largest size that most share."""
    table = compared(results, workload, "seconds", variants, roles)
    if table.empty:
        return draw_empty(axes, f"times of {workload}")
    ideal = summary(results, workload, "ideal_seconds").groupby("size")["median"].median()
    if table["size"].nunique() >= LINES_FROM:
        put_title(axes, titles.of_times(results, workload, table))
        if not ideal.empty:
            axes.plot(ideal.index, ideal.values, **IDEAL)
        return draw_lines(axes, table, unit_text(results, workload), "wall time", seconds)
    rows = largest_shared(table, roles)
    size = rows["size"].iloc[0]
    put_title(axes, titles.of_times(results, workload, rows))
    draw_rows(axes, results, workload, rows, "seconds",
              f"wall time, with {size:,} {unit_text(results, workload)}", seconds)
    if size in ideal:
        axes.axvline(ideal[size], **IDEAL)
        axes.annotate("ideal", (ideal[size], 1), xycoords=("data", "axes fraction"),
                      color=QUIET, ha="center", va="bottom", fontsize=SMALL,
                      xytext=(0, 1), textcoords="offset points")


def draw_lines(axes, table, unit, label, say):
    """A line for each implementation over the sizes, both axes logarithmic, with error bars. The
    legend has the values at the right end. Markers of guesses are hollow, lines to them pale."""
    for _, rows in table.groupby("implementation", sort=False):
        last = rows.iloc[-1]
        look = style(last["model"], last["variant"])
        weak = rows["guess"].any()
        axes.plot(rows["size"], rows["median"], alpha=0.45 if weak else 1,
                  label=f"{name_of(last)}  {value_of(last, say)}", **look)
        draw_spread(axes, rows, colour=look["color"])
    axes.set_xscale("log")
    axes.set_yscale("log")
    sizes = sorted(table["size"].unique())
    axes.set_xlabel(f"{unit} (the legend has the values with {sizes[-1]:,})")
    axes.set_ylabel(label)
    axes.grid(True, which="major")
    lines = put_legend(axes)
    fit_height(axes, 3.3 + 0.21 * lines)
    put_units(axes.xaxis, "{:,.0f}".format, sizes)
    put_units(axes.yaxis, say)


def draw_rows(axes, results, workload, rows, column, label, say, logarithmic=True):
    """A row for each implementation: a bar, or a marker on a logarithmic axis if the values are far
    apart (and `logarithmic`); its value, the interval, and the repetitions if there are enough."""
    middles = rows["median"][rows["median"] > 0]
    far = logarithmic and len(middles) == len(rows) and middles.max() > FAR_APART * middles.min()
    runs = with_derived(results)
    runs = runs[(runs["workload"] == workload) & (runs["size"] == rows["size"].iloc[0])]
    for place, (_, row) in enumerate(rows.iterrows()):
        if far:
            alpha = 1 if strength(row)[0] == 1 else 0.5
            axes.plot(row["median"], place, alpha=alpha,
                      **{**style(row["model"], row["variant"]), "linestyle": "none", "zorder": 5})
        else:
            draw_bar(axes, place, row)
        if row["count"] >= FEWEST and row["max"] > row["min"]:
            every = runs.loc[runs["implementation"] == row["implementation"], column].dropna()
            axes.plot(every, [place + 0.44] * len(every), marker="|", linestyle="none",
                      markersize=5, color=QUIET, alpha=0.7, zorder=4)
        axes.annotate(value_of(row, say), (max(row["high"], row["max"], row["median"]), place),
                      xytext=(5, 0), textcoords="offset points", va="center", fontsize=SMALL,
                      annotation_clip=False)
    draw_spread(axes, rows, range(len(rows)))
    put_names(axes, rows)
    axes.set_xlabel(label, loc="right")  # it may be longer than the axis
    room = room_for(rows, say)
    if far:
        axes.set_xscale("log")
        low, high = rows[["median", "low", "min"]].min().min(), rows[["median", "max"]].max().max()
        low = low if low > 0 else middles.min()
        low /= 1.6
        axes.set_xlim(low, high * (high / low) ** (room / (1 - room)))
        put_units(axes.xaxis, say)
    else:
        most = rows[["median", "high", "max"]].max().max()
        whole = (rows["median"] % 1 == 0).all()
        ticks = MaxNLocator(nbins=4, integer=bool(whole))
        base = 1024 ** math.floor(math.log(most, 1024)) if say is amount and most > 1 else 1
        axes.xaxis.set_major_locator(FixedLocator(ticks.tick_values(0, 1.32 * most / base) * base)
                                     if base > 1 else ticks)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: say(value)))
        axes.set_xlim(0, most / (1 - room) or 1)
    fit_height(axes, 1.15 + 0.31 * max(len(rows), 3))


def room_for(rows, say):
    """The share of the axes' width that the longest value needs beside its bar."""
    names = max(len(name_of(row)) for _, row in rows.iterrows())
    values = max(len(value_of(row, say)) for _, row in rows.iterrows())
    return min(0.6, (LETTER * values + 0.15) / (INCHES_WIDE - 0.3 - LETTER * names))


def draw_bar(axes, place, row):
    """A bar in its model's colour: hollow for a variant, hatched for a broken example, pale with a
    dashed outline for a guess."""
    look = style(row["model"], row["variant"])
    opacity, dashes = strength(row)
    axes.barh(place, row["median"], color=look["markerfacecolor"], height=0.62, alpha=opacity,
              linewidth=0)
    axes.barh(place, row["median"], fill=False, height=0.62, linewidth=1.5, linestyle=dashes,
              edgecolor=look["color"])
    if row["role"] == "broken":
        axes.barh(place, row["median"], fill=False, linewidth=0, height=0.62, hatch="////",
                  edgecolor=look["color"] if row["variant"] or opacity < 1 else PAPER)


def put_names(axes, rows):
    """Writes the implementations' names beside the vertical axis, from top to bottom."""
    axes.set_yticks(range(len(rows)), [name_of(row) for _, row in rows.iterrows()])
    axes.set_ylim(len(rows) - 0.3, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(True, axis="x")


def draw_memory(axes, results, workload="delayed_messages", variants=True):
    """The growth of the peak memory for each further worker; the peak itself if there is one size
    only."""
    table = growths(results, workload)
    if not variants:
        table = table[table["variant"] == ""]
    known = table[[row["count"] > 1 and not is_noise(row) for _, row in table.iterrows()]]
    if known.empty:
        return draw_peak(axes, results, workload, variants)
    put_title(axes, titles.of_memory(results, workload, table))
    least = max(known["low"].min(), 1)
    most = max(known["high"].max(), 2 * least)
    names = set(known["implementation"])
    for place, (_, row) in enumerate(table.iterrows()):
        if row["implementation"] in names:
            each = f" for each {one_of(unit_text(results, workload))}" if row["pool"] else ""
            axes.plot(row["median"], place, alpha=0.5 if row["guess"] else 1,
                      **{**style(row["model"], row["variant"]), "linestyle": "none", "zorder": 5})
            axes.annotate(value_of(row, amount) + each, (row["high"], place), xytext=(6, 0),
                          textcoords="offset points", va="center", fontsize=SMALL)
        else:
            what = "not known from one run" if row["count"] == 1 else "too little to be measured"
            axes.annotate(what, (0.01, place), xycoords=("axes fraction", "data"), va="center",
                          fontsize=SMALL, color=QUIET)
    draw_spread(axes, known, [place for place, name in enumerate(table["implementation"])
                              if name in names])
    put_names(axes, table)
    axes.set_xscale("log")
    axes.set_xlim(least / 1.6, most * (most / least) ** 0.4 * 1.5)
    put_units(axes.xaxis, amount, powers_of_two(*axes.get_xlim()))
    first, last = table["first"].min(), table["last"].max()
    axes.set_xlabel(f"peak memory, from {first:,} to {last:,} {unit_text(results, workload)}",
                    loc="right")
    fit_height(axes, 1.15 + 0.31 * max(len(table), 3))


def powers_of_two(low, high):
    """At most five powers of two between these: round amounts of memory."""
    powers = range(math.ceil(math.log2(low)), math.floor(math.log2(high)) + 1)
    return [2**power for power in powers[::-(-len(powers) // 5)]]


def draw_peak(axes, results, workload, variants=True):
    """The peak memory of the process tree, at the largest size that most models share."""
    rows = largest_shared(compared(results, workload, "peak_bytes", variants), COMPARED)
    if rows.empty:
        return draw_empty(axes, f"memory figures of {workload}")
    put_title(axes, titles.of_values(results, workload, rows, "peak memory of the whole program",
                                     amount))
    size = f"{rows['size'].iloc[0]:,} {unit_text(results, workload)}"
    draw_rows(axes, results, workload, rows, "peak_bytes", f"peak memory, with {size}", amount)


def draw_figure(axes, results, workload, column):
    """A metric that the workload's implementations report, at the largest size they share."""
    rows = largest_shared(summary(results, workload, column), EVERYBODY)
    label = label_of(column)
    if rows.empty:
        return draw_empty(axes, f"figures of {workload}:\n{label}")
    put_title(axes, titles.of_values(results, workload, rows, label, number))
    size = f"{rows['size'].iloc[0]:,} {unit_text(results, workload)}"
    draw_rows(axes, results, workload, rows, column, f"{label}, with {size}", number)


def draw_busy(axes, results, workload):
    """The share of all cores' time that the implementations used, at the largest size they
    share."""
    rows = largest_shared(summary(results, workload, "busy_percent"), COMPARED)
    if rows.empty:
        return draw_empty(axes, f"CPU times of {workload}")
    put_title(axes, titles.of_busy(results, workload, rows))
    size = f"{rows['size'].iloc[0]:,} {unit_text(results, workload)}"
    draw_rows(axes, results, workload, rows, "busy_percent",
              f"busy, of {results.cores} cores, with {size}", percent, logarithmic=False)
    axes.set_xlim(0, max(100, rows["max"].max()) / (1 - room_for(rows, percent)))
    axes.set_xticks([0, 25, 50, 75, 100])
    one = 100 / results.cores
    axes.axvline(one, color=QUIET, linestyle=":", linewidth=1.4)
    axes.annotate("one core", (one, 1), xycoords=("data", "axes fraction"), fontsize=SMALL,
                  color=QUIET, xytext=(0, 1), textcoords="offset points", ha="center", va="bottom")


def percent(value):
    return f"{number(round(value) if value >= 10 else value)} %"


def draw_lost(axes, results, workload="shared_counter"):
    """The share of the updates that was lost, for each implementation, guarded or not."""
    rows = summary(results, workload, "lost_percent")
    if rows.empty:
        return draw_empty(axes, f"lost updates of {workload}")
    rows = rows[rows["size"] == rows["size"].max()]
    put_title(axes, titles.of_lost(rows))
    draw_rows(axes, results, workload, rows, "lost_percent",
              f"lost, with {rows['size'].iloc[0]:,} {unit_text(results, workload)}", percent,
              logarithmic=False)
    axes.set_xlim(0, 100 / (1 - room_for(rows, percent)))
    axes.set_xticks([0, 25, 50, 75, 100])


def draw_cost(axes, results, workload="shared_counter"):
    """The wall time of one unit (for example one addition), guarded or not."""
    rows = largest_shared(summary(results, workload, "seconds_each"), EVERYBODY)
    if rows.empty:
        return draw_empty(axes, f"times of {workload}")
    unit = one_of(unit_text(results, workload))
    put_title(axes, titles.of_cost(results, workload, rows))
    draw_rows(axes, results, workload, rows, "seconds_each", f"wall time for one {unit}", seconds)


def overview(results):
    """Returns a figure with the four most important pictures."""
    figure, axes = plt.subplots(2, 2, figsize=(11, 9.5), constrained_layout=True)
    draw_times(axes[0, 0], results, "delayed_messages", variants=False)
    draw_times(axes[0, 1], results, "merge_sort", variants=False)
    draw_memory(axes[1, 0], results, variants=False)
    draw_lost(axes[1, 1], results)
    return figure


def save(figure, name):
    """Saves the figure in $TRIPTYCH_PICTURES, else in the working folder, and closes it."""
    folder = Path(os.environ.get("TRIPTYCH_PICTURES", "."))
    figure.savefig(folder / name, dpi=110, metadata={"Software": None})
    plt.close(figure)
