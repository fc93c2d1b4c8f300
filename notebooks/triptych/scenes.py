"""Pictures of what happens in a workload. Thin lines are drawn from its rules; everything in a
model's colour is measured, and labelled with its value."""

from matplotlib.patches import FancyArrowPatch, Rectangle

from triptych.look import (INK, PAPER, QUIET, RULE, SMALL, draw_empty, fit_height, name_of,
                           put_title, strength, style, value_of)
from triptych.pictures import draw_rows, put_names
from triptych.results import compared, largest_shared, summary
from triptych.titles import unit_text
from triptych.units import EVERYBODY, number, seconds

# The rules of the workloads, as in common/workloads/*.hpp (the tests compare them).
BOARDS, MASTERS_MOVE, OPPONENTS_MOVE = 24, 500e-6, 5_500e-6
UNIT_OF_WAIT = 2e-3
HOW_BROKEN = {"threads": "a lock throws", "processes": "the parent kills one",
              "coroutines": "the loop is empty:\none task is cancelled"}


def _median(table, implementation):
    rows = table[table["implementation"] == implementation]
    return rows["median"].iloc[0] if len(rows) else None


def draw_ring(axes, results, workload="deadlock"):
    """Two workers and two locks: who holds what and waits for what; and after how long each model
    has noticed."""
    rows = largest_shared(summary(results, workload, "found_p50_us"), EVERYBODY)
    if rows.empty:
        return draw_empty(axes, f"detected deadlocks of {workload}")
    found = [f"with {row['model']} after {value_of(row, _micro, True)}"
             for _, row in rows.sort_values("median").iterrows()]
    put_title(axes, f"Each waits for the other, in a ring: it is noticed {', '.join(found)}")
    _draw_ring(axes)
    for place, (_, row) in enumerate(rows.iterrows()):
        look, opacity = style(row["model"], ""), strength(row)[0]
        top = 0.92 - 0.36 * place
        axes.plot([1.36], [top], marker=look["marker"], color=look["color"], markersize=8,
                  alpha=max(opacity, 0.45), clip_on=False)
        axes.text(1.45, top, f"{row['model']}: {value_of(row, _micro)}", va="center",
                  fontweight="bold", fontsize=SMALL)
        axes.text(1.45, top - 0.055, HOW_BROKEN.get(row["model"], ""), va="top", fontsize=SMALL,
                  color=QUIET)
    axes.set_xlim(-0.15, 2.3)
    axes.set_ylim(-0.15, 1.15)
    axes.axis("off")
    fit_height(axes, 2.5)


def _micro(value):
    return seconds(value / 1e6)


def _draw_ring(axes):
    corners = {"worker A": (0, 1), "lock 1": (1, 1), "worker B": (1, 0), "lock 2": (0, 0)}
    arrows = (("lock 1", "worker A", "held by"), ("worker A", "lock 2", "waits\nfor"),
              ("lock 2", "worker B", "held by"), ("worker B", "lock 1", "waits\nfor"))
    for begin, end, what in arrows:
        waits = what.startswith("waits")
        axes.add_patch(FancyArrowPatch(
            corners[begin], corners[end], arrowstyle="-|>", mutation_scale=13, shrinkA=27,
            shrinkB=27, color=INK, linewidth=1.4, linestyle="--" if waits else "-"))
        (x0, y0), (x1, y1) = corners[begin], corners[end]
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        beside = 0.07 if x < 0.5 else -0.07
        axes.text(x + (beside if waits else 0), y + (0 if waits else 0.05), what,
                  fontsize=SMALL, color=QUIET,
                  ha="center" if not waits else "left" if x < 0.5 else "right",
                  va="center" if waits else "bottom")
    for name, (x, y) in corners.items():
        is_lock = name.startswith("lock")
        axes.text(x, y, name, ha="center", va="center", fontsize=SMALL, bbox={
            "boxstyle": "square,pad=0.5" if is_lock else "round,pad=0.5",
            "facecolor": RULE if is_lock else PAPER, "edgecolor": INK, "linewidth": 1.2})


def draw_master(axes, results, workload="simultaneous_chess"):
    """The master's way from board to board in a round, by the rules; and how long a round took."""
    rows = largest_shared(summary(results, workload, "seconds_each"))
    if rows.empty:
        return draw_empty(axes, f"times of {workload}")
    round_seconds = max(BOARDS * MASTERS_MOVE, MASTERS_MOVE + OPPONENTS_MOVE)
    took = [f"{row['implementation']} {value_of(row, seconds, True)}"
            for _, row in rows.sort_values("median").iterrows()]
    put_title(axes, f"The master goes from board to board: a round takes at least "
                    f"{seconds(round_seconds)}; measured: {', '.join(took)}")
    milli = 1000
    for turn in range(2):
        for board in range(BOARDS):
            begin = (turn * round_seconds + board * MASTERS_MOVE) * milli
            axes.plot([begin, begin + MASTERS_MOVE * milli], [board + 1] * 2, color=INK,
                      linewidth=2.2, solid_capstyle="butt")
            axes.plot([begin + MASTERS_MOVE * milli,
                       begin + (MASTERS_MOVE + OPPONENTS_MOVE) * milli], [board + 1] * 2,
                      color=QUIET, linewidth=0.6, alpha=0.7)
    axes.text(0.6, BOARDS + 1.9, "thick: her move; thin: the opponent thinks", fontsize=SMALL,
              color=QUIET)
    for place, (_, row) in enumerate(rows.iterrows()):
        look, where = style(row["model"], row["variant"]), BOARDS + 4 + 2.6 * place
        rounds = [row["median"] * milli * turn for turn in (1, 2)]
        axes.plot(rounds, [where] * 2, color=look["color"], marker=look["marker"],
                  linestyle=strength(row)[1], linewidth=1.2, markersize=6,
                  alpha=max(strength(row)[0], 0.45))
        axes.plot([0, rounds[0]], [where] * 2, color=look["color"], linewidth=1.2,
                  linestyle=strength(row)[1], alpha=max(strength(row)[0], 0.45))
        axes.annotate(row["implementation"], (rounds[1], where), xytext=(7, 0), va="center",
                      textcoords="offset points", fontsize=SMALL)
    axes.set_ylim(BOARDS + 4 + 2.6 * len(rows) - 0.8, 0)
    axes.set_yticks([1, 6, 12, 18, 24])
    most = max(rows["median"].max() * 2, 2 * round_seconds + OPPONENTS_MOVE) * milli
    axes.set_xlim(0, most * 1.3)
    axes.set_ylabel("board")
    axes.set_xlabel("ms; below: two rounds as measured (mean of each)", loc="right")
    axes.grid(True, axis="x")
    fit_height(axes, 4.1)


def draw_ticks(axes, results, workload="blocking_call"):
    """When each task is due, and when it can end while one of them blocks the event loop; and how
    late the latest was, as measured."""
    rows = largest_shared(summary(results, workload, "late_max_ms"), EVERYBODY)
    rows = rows[rows["role"] != "baseline"]
    if rows.empty:
        return draw_empty(axes, f"lateness in {workload}")
    ordered = [f"{value_of(row, number, True)} ms with {row['implementation']}"
               for _, row in rows.sort_values("median", ascending=False).iterrows()]
    put_title(axes, "A blocking call makes a gap in the ticks of all coroutines: the latest is "
              f"late by {' and '.join(dict.fromkeys((ordered[0], ordered[-1])))}")
    count = int(rows["size"].iloc[0])
    unit, blocker = UNIT_OF_WAIT * 1000, count // 2 + 1
    axes.axvspan(0, blocker * unit, color=RULE, alpha=0.7, linewidth=0)
    axes.text(blocker * unit / 2, 0.2, "the call blocks the loop", fontsize=SMALL, ha="center",
              va="center")
    for task in range(1, count + 1):
        due = task * unit
        ended = due if task >= blocker else due + blocker * unit  # the short ones begin after it
        axes.plot([due, ended], [task] * 2, color=QUIET, linewidth=0.9, linestyle=":")
        axes.plot(due, task, marker="o", markerfacecolor=PAPER, markeredgecolor=INK, markersize=5.5,
                  zorder=4)
        axes.plot(ended, task, marker="|", color=INK, markersize=11, markeredgewidth=2, zorder=3)
    axes.text((count + 0.4) * unit, count / 4, "circle: due\nbar: can end, if\nthe loop is blocked",
              fontsize=SMALL, color=QUIET, va="center", clip_on=False)
    for place, (_, row) in enumerate(rows.iterrows()):
        look, where = style(row["model"], row["variant"]), count + 1.6 + 1.3 * place
        axes.plot([0, row["median"]], [where] * 2, color=look["color"], linewidth=4,
                  alpha=strength(row)[0], solid_capstyle="butt")
        axes.plot(row["median"], where, **{**look, "linestyle": "none"})
        axes.annotate(f"{name_of(row)}  {value_of(row, _milli)}", (row["median"], where),
                      xytext=(7, 0), textcoords="offset points", va="center", fontsize=SMALL)
    axes.set_ylim(count + 1.6 + 1.3 * len(rows) - 0.5, -0.5)
    axes.set_yticks([1, blocker, count], ["1 unit", f"{blocker} units", f"{count} units"])
    axes.set_xlim(0, (count + 1) * unit * 1.4)
    axes.set_xlabel("ms; below: how late the latest was, as measured", loc="right")
    axes.grid(True, axis="x")
    fit_height(axes, 3.3 + 0.2 * len(rows))


def draw_seen(axes, results, workload="memory_isolation"):
    """For each implementation, which part of the notes its creator sees."""
    rows = largest_shared(summary(results, workload, "seen"), EVERYBODY)
    if rows.empty:
        return draw_empty(axes, f"notes of {workload}")
    blind = [row["implementation"] for _, row in rows.iterrows() if row["max"] == 0]
    total = int(rows["size"].iloc[0])
    put_title(axes, f"The creator sees no note of {' and '.join(blind)}, and those of all others"
              if blind else "The creator sees the notes of all")
    for place, (_, row) in enumerate(rows.iterrows()):
        look, opacity = style(row["model"], ""), max(strength(row)[0], 0.4)
        filled = round(10 * row["median"] / total)
        for page in range(10):
            for left, seen in ((page, True), (page + 13.5, page < filled)):
                axes.add_patch(Rectangle((left + 0.12, place - 0.3), 0.76, 0.6, linewidth=1.1,
                                         edgecolor=look["color"], alpha=opacity,
                                         facecolor=look["color"] if seen else PAPER))
        axes.add_patch(FancyArrowPatch((10.3, place), (13.3, place), arrowstyle="-|>",
                                       mutation_scale=10, color=QUIET,
                                       linestyle="-" if filled else ":"))
        axes.text(24, place, value_of(row, number), va="center", fontsize=SMALL)
    axes.text(5, -0.75, "the worker writes", ha="center", fontsize=SMALL, color=QUIET)
    axes.text(19, -0.75, "its creator sees", ha="center", fontsize=SMALL, color=QUIET)
    axes.set_xlim(0, 30)
    put_names(axes, rows)
    axes.set_ylim(len(rows) - 0.5, -1.2)
    axes.set_xticks([])
    axes.grid(False)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(f"a square is a tenth of {total:,} pages; right: pages seen", loc="right")
    fit_height(axes, 0.9 + 0.33 * len(rows))


def draw_overlap(axes, results, workload="retries"):
    """How many tasks pause at once, on average: all pauses together, divided by the time taken."""
    rows = largest_shared(compared(results, workload, "pauses_at_once"),
                          ("baseline", "contender"))
    if rows.empty:
        return draw_empty(axes, f"tries of {workload}")
    best = rows.loc[rows["median"].idxmax()]
    tries, most = (_median(largest_shared(summary(results, workload, column),
                                          ("baseline", "contender")), best["implementation"])
                   for column in ("tries", "most_tries"))
    put_title(axes, f"{number(tries)} tries overlap: {value_of(best, _tenths, True)} pauses at "
                    f"once with {best['implementation']}; the unluckiest task alone needs "
                    f"{number(most)} tries")
    size = f"{rows['size'].iloc[0]:,} {unit_text(results, workload)}"
    draw_rows(axes, results, workload, rows, "pauses_at_once",
              f"pauses at once, on average, with {size}", _tenths)
    possible = (tries - rows["size"].iloc[0]) / max(most - 1, 1)
    axes.set_xlim(0, max(axes.get_xlim()[1], 1.3 * possible))
    axes.axvline(possible, color=QUIET, linestyle=":", linewidth=1.4)
    axes.annotate("all overlap", (possible, 1), xycoords=("data", "axes fraction"), color=QUIET,
                  fontsize=SMALL, ha="center", va="bottom")


def _milli(value):
    return f"{number(value)} ms"


def _tenths(value):
    return f"{value:,.1f}" if value < 100 else number(value)


SCENES = {"ring": draw_ring, "master": draw_master, "ticks": draw_ticks, "sees": draw_seen,
          "overlap": draw_overlap}
