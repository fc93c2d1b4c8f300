"""How implementations look in all pictures. The colours are those of Okabe and Ito, which
colour-blind readers can tell apart; markers, dashes and hatches differ too. A variant is hollow, a
broken example is hatched, and what was measured too seldom is pale, with a dashed outline."""

import math
import re
import textwrap

from matplotlib import patheffects
from matplotlib import pyplot as plt
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter, NullLocator

INK, QUIET, RULE, PAPER = "#1b1f24", "#555d67", "#d5dae0", "#ffffff"
MODELS = {  # colour, marker, dashes
    "sequential": (INK, "X", ":"),
    "threads": ("#0072b2", "o", "-"),
    "processes": ("#d55e00", "s", "--"),
    "coroutines": ("#009e73", "^", "-."),
}
OTHER = ("#cc79a7", "D", (0, (4, 1, 1, 1, 1, 1)))
# The colours of pictures by the names of the page's CSS variables, which have others for dark mode.
VARIABLES = {INK: "ink", QUIET: "quiet", RULE: "rule", PAPER: "paper", OTHER[0]: "peer",
             **{look[0]: model for model, look in MODELS.items() if model != "sequential"}}
IDEAL = {"color": QUIET, "linewidth": 4, "alpha": 0.35, "label": "ideal", "zorder": 0}
# So that on a phone, 368 pixels wide, letters are at least 9 pixels high.
INCHES_WIDE = 5.2
SMALL = 9.5
LETTERS = {"font.size": 10, "axes.titlesize": 11, "axes.labelsize": 10, "xtick.labelsize": SMALL,
           "ytick.labelsize": SMALL, "legend.fontsize": SMALL, "hatch.linewidth": 1.2}
INKS = {f"{part}.{what}": INK for part, what in (
    ("text", "color"), ("axes", "labelcolor"), ("axes", "titlecolor"), ("axes", "edgecolor"),
    ("xtick", "color"), ("ytick", "color"))}
plt.rcParams.update({**LETTERS, **INKS, "text.parse_math": False, "axes.spines.top": False,
                     "axes.spines.right": False, "grid.color": RULE, "axes.facecolor": "none",
                     "figure.facecolor": PAPER, "savefig.facecolor": PAPER,
                     "svg.fonttype": "none", "axes.axisbelow": True})
MOST_TICKS = 5
LINE = 0.2  # inches: the height of a line of text
TITLE_LETTERS = 52  # in a line of a title


def new_figure(inches_high=3.9):
    """A figure with axes that can be read on a phone, in a column on paper and on a desktop
    screen."""
    return plt.subplots(figsize=(INCHES_WIDE, inches_high), constrained_layout=True)


def fit_height(axes, inches_high):
    """Makes the figure as high as these axes and the title need, if it has no others."""
    if len(axes.figure.axes) == 1:
        title = axes.figure._suptitle.get_text() if axes.figure._suptitle else ""
        axes.figure.set_figheight(inches_high + LINE * (title.count("\n") + 1 if title else 0))


def put_title(axes, finding):
    """Writes the finding above the picture, in lines; call it before fit_height()."""
    alone = len(axes.figure.axes) == 1
    kept = re.sub(r"(?<=\d) (?=(?:%|[nµm]?s|[KMG]?i?B)\b|%)", "\u00a0", finding)
    text = "\n".join(textwrap.wrap(kept, TITLE_LETTERS if alone else 38,
                                   break_long_words=True, max_lines=5, placeholder=" …"))
    if alone:
        axes.figure.suptitle(text, x=0.01, ha="left", fontsize=11, fontweight="bold")
    else:
        axes.set_title(text, loc="left", fontsize=11, fontweight="bold", pad=12)


def title_of(figure):
    """The finding that put_title() wrote, in one line."""
    written = figure._suptitle.get_text() if figure._suptitle else ""
    return written.replace("\n", " ").replace("\u00a0", " ")


def style(model, variant):
    """How an implementation is drawn; a variant has its model's colour, but is hollow."""
    colour, marker, dashes = MODELS.get(model, OTHER)
    return {
        "color": colour,
        "marker": marker,
        "linestyle": dashes,
        "linewidth": 0.9 if variant else 1.6,
        "markersize": 6,
        "markerfacecolor": PAPER if variant else colour,
    }


def strength(row):
    """How boldly a row is drawn: a single run and a guess are weaker than a measurement. A pair:
    the opacity of its area, and the dashes of its outline."""
    if row["count"] == 1:
        return 0.2, (0, (1, 1.6))
    return (0.45, (0, (3, 1.5))) if row["guess"] else (1, "-")


def name_of(row):
    """The name of an implementation in pictures."""
    return row["implementation"] + (" (broken)" if row["role"] == "broken" else "")


def value_of(row, say, short=False):
    """The median as the pictures and sentences give it: "~" if it is a guess. `short`: without the
    number of runs."""
    runs = " (1 run)" if row["count"] == 1 and not short else ""
    return f"{'~' if row['guess'] else ''}{say(row['median'])}{runs}"


def spread(rows):
    """The lengths of the error bars: down to `low` and up to `high` of each row."""
    return [(rows["median"] - rows["low"]).clip(lower=0),
            (rows["high"] - rows["median"]).clip(lower=0)]


def draw_spread(axes, rows, places=None, colour=INK):
    """Draws the error bars of these rows: horizontal ones at `places`, else vertical ones at their
    sizes. They are dashed where the repetitions are too few for more than a guess."""
    halo = [patheffects.withStroke(linewidth=3.2, foreground=PAPER)]
    for guess in (False, True):
        which = ((rows["guess"] == guess) & (rows["high"] > rows["low"])).to_numpy(dtype=bool)
        part = rows[which]
        if part.empty:
            continue
        how = {"fmt": "none", "ecolor": colour, "elinewidth": 1.2, "capsize": 3, "zorder": 3}
        if places is None:
            drawn = axes.errorbar(part["size"], part["median"], yerr=spread(part), **how)
        else:
            at = [place for place, chosen in zip(places, which) if chosen]
            drawn = axes.errorbar(part["median"], at, xerr=spread(part), **how)
        _, caps, bars = drawn
        for line in (*caps, *bars):
            line.set_path_effects(halo if places is not None else [])
            line.set_alpha(0.65 if guess else 1)
        for line in bars:
            line.set_linestyle((0, (2, 1.5)) if guess else "-")


def draw_empty(axes, what):
    put_title(axes, f"No {what} in this file".replace("\n", " "))
    axes.text(0.5, 0.5, f"no {what} " + "\n" + "in this file", ha="center", va="center",
              transform=axes.transAxes, color=QUIET)
    axes.set_xticks([])
    axes.set_yticks([])
    fit_height(axes, 1.6)


def put_units(axis, say, places=None):
    """Writes units at the ticks of a logarithmic axis: at these places, or else at decades, and at
    2 and 5 times these if there are few of them, at every second or third one if there are many."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: say(value)))
    axis.set_minor_formatter(NullFormatter())
    if places is not None:
        axis.set_major_locator(FixedLocator(places))
        axis.set_minor_locator(NullLocator())
        return
    axis.set_minor_locator(NullLocator())
    low, high = axis.get_view_interval()
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    marks = [step * 10.0**decade for decade in decades for step in (1, 2, 5)]
    marks = [mark for mark in marks if low <= mark <= high]
    if len(marks) > MOST_TICKS:
        marks = [10.0**decade for decade in decades if low <= 10.0**decade <= high]
        marks = marks[::-(-len(marks) // MOST_TICKS)]
    axis.set_major_locator(FixedLocator(marks))


def put_legend(axes):
    """Puts the legend below the axes, where it hides nothing; returns the number of its lines."""
    names = axes.get_legend_handles_labels()[1]
    columns = 2 if max(map(len, names), default=0) > 12 or len(names) > 3 else 3
    if max(map(len, names), default=0) > 28:
        columns = 1
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncol=columns, frameon=False,
                handlelength=2.6, borderaxespad=0.3)
    return -(-len(names) // columns)
