"""Pictures of the results. Colours after Okabe and Ito: told apart by (nearly) everybody, and
in print by marker and dash."""

import io
import os
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter
from PIL import Image

from triptych_results import largest_shared, summary
from triptych_units import EVERYBODY, FIGURES, UNITS, amount, seconds

MODELS = {  # colour, marker, dashes
    "sequential": ("#000000", "x", ":"),
    "threads": ("#0072B2", "o", "-"),
    "processes": ("#D55E00", "s", "--"),
    "coroutines": ("#009E73", "^", "-."),
}
OTHER = ("#CC79A7", "D", (0, (4, 1, 1, 1, 1, 1)))
IDEAL = {"color": "#999999", "linewidth": 4, "alpha": 0.6, "label": "ideal", "zorder": 0}
COMPARED = ("baseline", "contender", "reference")


def style(model, variant):
    """How an answer is drawn everywhere; a variant has its model's colour, but is hollow."""
    colour, marker, dashes = MODELS.get(model, OTHER)
    return {
        "color": colour,
        "marker": marker,
        "linestyle": dashes,
        "linewidth": 0.9 if variant else 1.6,
        "markersize": 6,
        "markerfacecolor": "none" if variant else colour,
    }


def spread(rows):
    """Error bars: where the true median is to be expected, or from the least to the most."""
    return [rows["median"] - rows["low"], rows["high"] - rows["median"]]


def one_spread(row):
    return [[end] for end in spread(row)]


def say_empty(axes, what):
    axes.text(0.5, 0.5, f"no {what} " + "\n" + "in this file", ha="center", va="center",
              transform=axes.transAxes, color="#666666")
    axes.set_xticks([])
    axes.set_yticks([])


def put_units(axis, say):
    """A logarithmic axis whose ticks say their unit; between decades, only if it has few."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: say(value)))
    low, high = axis.get_view_interval()
    minor = FuncFormatter(lambda value, _: say(value) if f"{value:e}"[0] in "235" else "")
    axis.set_minor_formatter(minor if high < 12 * low else NullFormatter())


def compared(results, workload, column, variants, roles=COMPARED):
    """What a picture compares: the models and, with variants, everything of these roles."""
    table = summary(results, workload, column)
    table = table[table["role"].isin(roles)]
    if variants:
        return table
    return table[(table["variant"] == "") & (table["role"] != "reference")]


def draw_lines(axes, table, unit, label, say, base=10):
    """A line for each answer over the sizes, both axes logarithmic, with error bars."""
    for (answer, model, variant), rows in table.groupby(["answer", "model", "variant"], sort=False):
        axes.errorbar(rows["size"], rows["median"], yerr=spread(rows), label=answer, capsize=3,
                      **style(model, variant))
    axes.set_xscale("log")
    axes.set_yscale("log", base=base)
    axes.set_xlabel(unit)
    axes.set_ylabel(label)
    axes.grid(True, which="major", color="#dddddd")
    axes.legend(fontsize="small")
    put_units(axes.xaxis, "{:,.0f}".format)
    put_units(axes.yaxis, say)


def draw_times(axes, results, workload, variants=True, roles=COMPARED):
    """Wall time against size, and the least that physics allows; bars if there is one size."""
    table = compared(results, workload, "seconds", variants, roles)
    axes.set_title(workload)
    if table.empty:
        return say_empty(axes, f"times of {workload}")
    unit = UNITS.get(workload, "size")
    ideal = summary(results, workload, "ideal_seconds").groupby("size")["median"].median()
    if table["size"].nunique() == 1:
        size = table["size"].iloc[0]
        draw_bars(axes, table, f"wall time for {size:,} {unit} / s")
        if size in ideal:
            axes.axvline(ideal[size], **IDEAL)
            axes.legend(fontsize="small")
        return
    if not ideal.empty:
        axes.plot(ideal.index, ideal.values, **IDEAL)
    draw_lines(axes, table, unit, "wall time", seconds)


def draw_memory(axes, results, workload="delayed_messages", variants=True):
    """Peak memory over the number of messages, or whatever there is many of."""
    table = compared(results, workload, "bytes_each", variants)
    unit = UNITS.get(workload, "size")
    axes.set_title(f"{workload}: memory for each of the {unit}")
    if table.empty:
        return say_empty(axes, f"memory figures of {workload}")
    draw_lines(axes, table, unit, f"peak memory / {unit}", amount, base=2)


def draw_bars(axes, rows, label):
    """A bar for each answer, told apart by name and by its model's colour."""
    for place, (_, row) in enumerate(rows.iterrows()):
        colour = style(row["model"], row["variant"])["color"]
        hollow = row["role"] == "exhibit"  # wrong on purpose
        axes.barh(place, row["median"], color="white" if hollow else colour, edgecolor=colour,
                  linewidth=1.5, height=0.7)
        axes.errorbar(row["median"], place, color="black", capsize=3, xerr=one_spread(row))
    axes.set_yticks(range(len(rows)), rows["answer"])
    axes.invert_yaxis()
    axes.set_xlabel(label)
    axes.grid(True, axis="x", color="#dddddd")
    axes.set_axisbelow(True)


def draw_figure(axes, results, workload, column):
    """A figure that the workload's answers give, at the largest size they share."""
    rows = largest_shared(summary(results, workload, column), EVERYBODY)
    if rows.empty:
        axes.set_title(f"{workload}: {column}")
        return say_empty(axes, f"figures {column} of {workload}")
    axes.set_title(f"{workload}, {rows['size'].iloc[0]:,} {UNITS.get(workload, '')}")
    label = FIGURES.get(column, column)
    if 0 < 30 * rows["median"].min() < rows["median"].max():
        return draw_dots(axes, rows, label, "{:,g}".format)
    draw_bars(axes, rows, label)
    axes.set_xlim(left=0, right=1.08 * rows["high"].max() or 1)
    if (rows["median"] % 1 == 0).all():  # what is counted has no halves
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))


def draw_dots(axes, rows, label, say):
    """A marker for each answer on a logarithmic axis, where a bar would have no beginning."""
    for place, (_, row) in enumerate(rows.iterrows()):
        axes.errorbar(row["median"], place, capsize=3, xerr=one_spread(row),
                      **style(row["model"], row["variant"]))
    axes.set_yticks(range(len(rows)), rows["answer"])
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel(label)
    axes.grid(True, axis="x", color="#dddddd")
    put_units(axes.xaxis, say)


def draw_busy(axes, results, workload):
    """How much of all cores' time the answers used, at the largest size they share."""
    rows = largest_shared(summary(results, workload, "busy_percent"), COMPARED)
    axes.set_title(f"{workload}: CPU busy")
    if rows.empty:
        return say_empty(axes, f"CPU times of {workload}")
    draw_bars(axes, rows, f"percent of {results.cores} cores, size {rows['size'].iloc[0]:,}")
    axes.set_xlim(0, max(105, rows["max"].max() * 1.05))
    one = 100 / results.cores
    axes.axvline(one, color="#666666", linestyle=":", linewidth=1)
    axes.annotate("one core", (one, 1), xycoords=("data", "axes fraction"), fontsize="small",
                  color="#666666", xytext=(2, -10), textcoords="offset points")


def draw_lost(axes, results, workload="shared_counter"):
    """Percent of the additions that were lost, for each answer, guarded or not."""
    rows = summary(results, workload, "lost_percent")
    axes.set_title(f"{workload}: lost updates")
    if rows.empty:
        return say_empty(axes, f"lost updates of {workload}")
    rows = rows[rows["size"] == rows["size"].max()]
    draw_bars(axes, rows, f"percent lost, size {rows['size'].iloc[0]:,} {UNITS.get(workload, '')}")
    axes.set_xlim(0, 105)


def draw_cost(axes, results, workload="shared_counter"):
    """What one addition costs, or whatever there is many of; guarded or not."""
    rows = largest_shared(summary(results, workload, "seconds_each"), EVERYBODY)
    unit = UNITS.get(workload, "size")
    axes.set_title(f"{workload}: the time that one takes")
    if rows.empty:
        return say_empty(axes, f"times of {workload}")
    draw_dots(axes, rows, f"wall time / {unit}", seconds)


def overview(results):
    """Four pictures that sum it up: the figure."""
    figure, axes = plt.subplots(2, 2, figsize=(11, 8.5), constrained_layout=True)
    draw_times(axes[0, 0], results, "delayed_messages", variants=False)
    axes[0, 0].set_title("delayed_messages: waiting")
    draw_times(axes[0, 1], results, "merge_sort", variants=False)
    axes[0, 1].set_title("merge_sort: computing")
    draw_memory(axes[1, 0], results, variants=False)
    draw_lost(axes[1, 1], results)
    return figure


def as_png(figure, dots_an_inch):
    """The bytes of the picture, with a palette: a plot has few colours, and is a quarter as large
    then. Closes the figure."""
    pixels, fewer = io.BytesIO(), io.BytesIO()
    figure.savefig(pixels, format="png", dpi=dots_an_inch)
    plt.close(figure)
    with Image.open(pixels) as picture:
        picture.convert("RGB").quantize(64).save(fewer, format="png", optimize=True)
    return fewer.getvalue()


def save(figure, name):
    """Saves to $TRIPTYCH_PICTURES, else to the working folder. Closes the figure."""
    folder = Path(os.environ.get("TRIPTYCH_PICTURES", "."))
    (folder / name).write_bytes(as_png(figure, dots_an_inch=110))
