"""How implementations look in all pictures. The colours are those of Okabe and Ito, which
colour-blind readers can tell apart; in print, markers and dashes differ too. A variant is hollow,
and a broken example is hatched."""

from matplotlib import patheffects
from matplotlib import pyplot as plt
from matplotlib.ticker import FuncFormatter, NullFormatter

MODELS = {  # colour, marker, dashes
    "sequential": ("#000000", "x", ":"),
    "threads": ("#0072B2", "o", "-"),
    "processes": ("#D55E00", "s", "--"),
    "coroutines": ("#009E73", "^", "-."),
}
OTHER = ("#CC79A7", "D", (0, (4, 1, 1, 1, 1, 1)))
IDEAL = {"color": "#999999", "linewidth": 4, "alpha": 0.6, "label": "ideal", "zorder": 0}
QUIET = "#555555"
# So that on a phone, 368 pixels wide, letters are at least 9 pixels high.
INCHES_WIDE = 5.2
LETTERS = {"font.size": 10, "axes.titlesize": 11, "axes.labelsize": 10, "xtick.labelsize": 9.5,
           "ytick.labelsize": 9.5, "legend.fontsize": 9.5, "hatch.linewidth": 1.2}
plt.rcParams.update(LETTERS)


def new_figure(inches_high=3.9):
    """A figure with axes that can be read on a phone, in a column on paper and on a desktop
    screen."""
    return plt.subplots(figsize=(INCHES_WIDE, inches_high), constrained_layout=True)


def fit_height(axes, inches_high):
    """Makes the figure as high as these axes need, if it has no others."""
    if len(axes.figure.axes) == 1:
        axes.figure.set_figheight(inches_high)


def style(model, variant):
    """How an implementation is drawn; a variant has its model's colour, but is hollow."""
    colour, marker, dashes = MODELS.get(model, OTHER)
    return {
        "color": colour,
        "marker": marker,
        "linestyle": dashes,
        "linewidth": 0.9 if variant else 1.6,
        "markersize": 6,
        "markerfacecolor": "white" if variant else colour,
    }


def name_of(row):
    """The name of an implementation in pictures."""
    return row["implementation"] + (" (broken)" if row["role"] == "broken" else "")


def spread(rows):
    """The lengths of the error bars: down to `low` and up to `high` of each row."""
    return [(rows["median"] - rows["low"]).clip(lower=0),
            (rows["high"] - rows["median"]).clip(lower=0)]


def draw_spread(axes, rows, places=None, colour="black"):
    """Draws the error bars of these rows: horizontal ones at `places`, else vertical ones at their
    sizes. They are dashed where the repetitions are too few for more than a guess."""
    halo = [patheffects.withStroke(linewidth=3.2, foreground="white")]
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
    axes.text(0.5, 0.5, f"no {what} " + "\n" + "in this file", ha="center", va="center",
              transform=axes.transAxes, color=QUIET)
    axes.set_xticks([])
    axes.set_yticks([])


def put_units(axis, say):
    """Writes units at the ticks of a logarithmic axis; between decades, only if it has few of
    them."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: say(value)))
    low, high = axis.get_view_interval()
    minor = FuncFormatter(lambda value, _: say(value) if f"{value:e}"[0] in "25" else "")
    axis.set_minor_formatter(minor if high < 12 * low else NullFormatter())


def put_legend(axes):
    """Puts the legend below the axes, where it hides nothing; returns the number of its lines."""
    names = axes.get_legend_handles_labels()[1]
    columns = 2 if max(map(len, names), default=0) > 12 or len(names) > 3 else 3
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncol=columns, frameon=False,
                handlelength=2.6, borderaxespad=0.3)
    return -(-len(names) // columns)
