"""Pictures of the results: lines over sizes, bars, and markers on logarithmic axes."""

import io
import os
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.ticker import FuncFormatter, MaxNLocator
from PIL import Image

from triptych.look import (IDEAL, QUIET, draw_spread, fit_height, name_of, put_legend, put_units,
                           draw_empty, style)
from triptych.results import COMPARED, compared, largest_shared, summary
from triptych.units import EVERYBODY, amount, label_of, number, one_of, seconds, unit_of


def draw_lines(axes, table, unit, label, say, base=10):
    """A line for each implementation over the sizes, both axes logarithmic, with error bars."""
    for implementation, rows in table.groupby("implementation", sort=False):
        look = style(rows["model"].iloc[0], rows["variant"].iloc[0])
        axes.plot(rows["size"], rows["median"], label=name_of(rows.iloc[0]), **look)
        draw_spread(axes, rows, colour=look["color"])
    axes.set_xscale("log")
    axes.set_yscale("log", base=base)
    axes.set_xlabel(unit)
    axes.set_ylabel(label)
    axes.grid(True, which="major", color="#dddddd")
    lines = put_legend(axes)
    fit_height(axes, 3.5 + 0.21 * lines)
    put_units(axes.xaxis, "{:,.0f}".format)
    put_units(axes.yaxis, say)


def draw_times(axes, results, workload, variants=True, roles=COMPARED):
    """Wall time against size, with the ideal (the least that physics allows); bars if there is one
    size."""
    table = compared(results, workload, "seconds", variants, roles)
    axes.set_title(workload)
    if table.empty:
        return draw_empty(axes, f"times of {workload}")
    unit = unit_of(workload)
    ideal = summary(results, workload, "ideal_seconds").groupby("size")["median"].median()
    if table["size"].nunique() == 1:
        size = table["size"].iloc[0]
        draw_bars(axes, table, f"wall time for {size:,} {unit}")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: seconds(value)))
        if size in ideal:
            axes.axvline(ideal[size], **{**IDEAL, "zorder": 4})
            axes.annotate("ideal", (ideal[size], 1), xycoords=("data", "axes fraction"),
                          color=QUIET, ha="center", va="bottom", fontsize=9.5,
                          xytext=(0, 1), textcoords="offset points")
            axes.set_title(workload, pad=16)
        return
    if not ideal.empty:
        axes.plot(ideal.index, ideal.values, **IDEAL)
    draw_lines(axes, table, unit, "wall time", seconds)


def draw_memory(axes, results, workload="delayed_messages", variants=True):
    """Peak memory, divided by the number of workers (or other units) alive at once."""
    table = compared(results, workload, "bytes_each", variants)
    axes.set_title(f"{workload}: memory for each alive at once")
    if table.empty:
        return draw_empty(axes, f"memory figures of {workload}")
    draw_lines(axes, table, unit_of(workload), "peak memory for each", amount, base=2)


def draw_bars(axes, rows, label):
    """A bar for each implementation, in its model's colour."""
    for place, (_, row) in enumerate(rows.iterrows()):
        look = style(row["model"], row["variant"])
        axes.barh(place, row["median"], color=look["markerfacecolor"], linewidth=1.5, height=0.7,
                  edgecolor=look["color"])
        if row["role"] == "broken":
            axes.barh(place, row["median"], fill=False, linewidth=0, height=0.7, hatch="////",
                      edgecolor=look["color"] if row["variant"] else "white")
    draw_spread(axes, rows, range(len(rows)))
    put_names(axes, rows)
    axes.set_xlabel(label, loc="right")  # it may be longer than the axis
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))


def put_names(axes, rows):
    """Writes the implementations' names beside the vertical axis, from top to bottom."""
    axes.set_yticks(range(len(rows)), [name_of(row) for _, row in rows.iterrows()])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(True, axis="x", color="#dddddd")
    axes.set_axisbelow(True)
    fit_height(axes, 1.3 + 0.27 * max(len(rows), 4))


def draw_figure(axes, results, workload, column):
    """A metric that the workload's implementations report, at the largest size they share."""
    rows = largest_shared(summary(results, workload, column), EVERYBODY)
    label = label_of(column)
    if rows.empty:
        axes.set_title(f"{workload}: {label}")
        return draw_empty(axes, f"figures of {workload}:\n{label}")
    axes.set_title(f"{workload}, {rows['size'].iloc[0]:,} {unit_of(workload)}")
    if 0 < 30 * rows["median"].min() < rows["median"].max():
        return draw_dots(axes, rows, label, number)
    draw_bars(axes, rows, label)
    axes.set_xlim(left=0, right=1.08 * rows["high"].max() or 1)
    if (rows["median"] % 1 == 0).all():  # a count
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))


def draw_dots(axes, rows, label, say):
    """A marker for each implementation on a logarithmic axis, where a bar would have no start."""
    for place, (_, row) in enumerate(rows.iterrows()):
        axes.plot(row["median"], place, **{**style(row["model"], row["variant"]), "zorder": 5})
    draw_spread(axes, rows, range(len(rows)))
    put_names(axes, rows)
    axes.set_xscale("log")
    axes.set_xlabel(label, loc="right")
    put_units(axes.xaxis, say)


def draw_busy(axes, results, workload):
    """The share of all cores' time that the implementations used, at the largest size they
    share."""
    rows = largest_shared(summary(results, workload, "busy_percent"), COMPARED)
    axes.set_title(f"{workload}: CPU busy")
    if rows.empty:
        return draw_empty(axes, f"CPU times of {workload}")
    size = f"{rows['size'].iloc[0]:,} {unit_of(workload)}"
    draw_bars(axes, rows, f"busy, of {results.cores} cores (%), with {size}")
    axes.set_xlim(0, max(105, rows["max"].max() * 1.05))
    one = 100 / results.cores
    axes.axvline(one, color=QUIET, linestyle=":", linewidth=1.4)
    axes.annotate("one core", (one, 1), xycoords=("data", "axes fraction"), fontsize=9.5,
                  color=QUIET, xytext=(0, 1), textcoords="offset points", ha="center", va="bottom")
    axes.set_title(f"{workload}: CPU busy", pad=16)


def draw_lost(axes, results, workload="shared_counter"):
    """The share of the updates that was lost, for each implementation, guarded or not."""
    rows = summary(results, workload, "lost_percent")
    axes.set_title(f"{workload}: lost updates")
    if rows.empty:
        return draw_empty(axes, f"lost updates of {workload}")
    rows = rows[rows["size"] == rows["size"].max()]
    draw_bars(axes, rows, f"lost (%), with {rows['size'].iloc[0]:,} {unit_of(workload)}")
    axes.set_xlim(0, 105)


def draw_cost(axes, results, workload="shared_counter"):
    """The wall time of one unit (for example one addition), guarded or not."""
    rows = largest_shared(summary(results, workload, "seconds_each"), EVERYBODY)
    axes.set_title(f"{workload}: what one costs")
    if rows.empty:
        return draw_empty(axes, f"times of {workload}")
    draw_dots(axes, rows, f"wall time for one {one_of(workload)}", seconds)


def overview(results):
    """Returns a figure with the four most important pictures."""
    figure, axes = plt.subplots(2, 2, figsize=(11, 9), constrained_layout=True)
    draw_times(axes[0, 0], results, "delayed_messages", variants=False)
    axes[0, 0].set_title("delayed_messages: waiting")
    draw_times(axes[0, 1], results, "merge_sort", variants=False)
    axes[0, 1].set_title("merge_sort: computing")
    draw_memory(axes[1, 0], results, variants=False)
    draw_lost(axes[1, 1], results)
    return figure


def as_png(figure, dots_an_inch):
    """Returns the picture as the bytes of a PNG with a palette: a plot has few colours, so the file
    is a quarter as large. Closes the figure."""
    pixels, fewer = io.BytesIO(), io.BytesIO()
    figure.savefig(pixels, format="png", dpi=dots_an_inch)
    plt.close(figure)
    with Image.open(pixels) as picture:
        picture.convert("RGB").quantize(64).save(fewer, format="png", optimize=True)
    return fewer.getvalue()


def save(figure, name):
    """Saves the figure in $TRIPTYCH_PICTURES, else in the working folder, and closes it."""
    folder = Path(os.environ.get("TRIPTYCH_PICTURES", "."))
    (folder / name).write_bytes(as_png(figure, dots_an_inch=110))
