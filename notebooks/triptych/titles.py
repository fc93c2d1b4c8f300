"""The finding of each picture, as its title: computed from the file, and no bolder than it."""

from triptych.escape import text_of
from triptych.look import name_of, value_of
from triptych.memory import is_noise
from triptych.results import largest_shared
from triptych.units import amount, number, one_of, seconds

CLOSE = 1.1  # a smaller gain is called none
LONGEST_UNIT = 40  # letters: of another program's file, it could be longer than a picture
MANY = 3  # names: more are counted


def unit_text(results, workload):
    """What the workload's sizes count, as text for pictures (elsewhere it is Markdown)."""
    unit = text_of(results.unit_of(workload))
    return unit if len(unit) <= LONGEST_UNIT else f"{unit[:LONGEST_UNIT]}…"


def listed(names):
    """The names in a sentence; their number if they are many."""
    names = list(names)
    if len(names) > MANY:
        return f"{len(names)} implementations"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _capital(text):
    """With a capital letter, unless it begins with an implementation's name."""
    return text if "." in text.split(" ")[0].rstrip(",") else text[:1].upper() + text[1:]


def of_times(results, workload, table):
    """Which implementation is the fastest, as far as the program could tell; and what the models
    gain over one after another."""
    everybody = largest_shared(table, ("baseline", "contender"))
    rows = everybody[everybody["role"] == "contender"].sort_values("median")
    if rows.empty:
        return f"{workload}: no contender has a time"
    size = rows["size"].iloc[0]
    where = f"{size:,} {unit_text(results, workload)}"
    best = rows.iloc[0]
    if _is_withheld(results, workload, size):
        return f"{where}: not ranked, other programs used the cores"
    level = [row["implementation"] for _, row in rows.iterrows()
             if _is_level(results, workload, row)]
    fastest_here = not level and _leads(results, workload, rows)  # a faster one is not shown
    if fastest_here:
        level = [best["implementation"]]
    if best["implementation"] not in level or not results.ratios:
        return f"{where}: this file cannot show which one is the fastest"
    plain = everybody[everybody["role"] == "baseline"]
    gained = _gain(plain.iloc[0], best) if len(plain) else ""
    gained = f"{gained} one after another" if gained else ""
    if len(level) == len(rows) and len(rows) > 1:
        return f"No model can be told to be the fastest at {where}" + (
            f"; the best is {gained}" if gained else "")
    are = "are among the fastest" if len(level) > 1 else (
        "is the fastest" if "." in level[0] else "are the fastest")
    if fastest_here:
        are += " of these"
    said = f"{_capital(listed(level))} {are} at {where}" + (f": {gained}" if gained else "")
    vain = [row["implementation"] for _, row in rows.iterrows() if len(plain)
            and row["implementation"] not in level and _is_vain(plain.iloc[0], row)]
    return said + (f"; {listed(vain)} gain nothing" if gained and vain else "")


def _is_withheld(results, workload, size):
    return any(one[0] == workload and one[2] == size for one in results.withheld)


def _leads(results, workload, rows):
    """Whether the first of these is surely faster than the second; the program ranked both."""
    ranked = [(workload, row["implementation"], row["size"]) in results.ratios
              for _, row in rows.iterrows()]
    return all(ranked) and len(rows) > 1 and rows["high"].iloc[0] < rows["low"].iloc[1]


def _is_level(results, workload, row):
    """Whether the program could not tell this one from the fastest contender."""
    low, high = results.ratios.get((workload, row["implementation"], row["size"]), (0, 0))
    return low <= 1 <= high


def _gain(plain, row):
    """How many times as fast, if that is beyond doubt: the intervals are apart."""
    if min(plain["count"], row["count"]) < 2 or plain["low"] <= row["high"]:
        return ""
    return f"about {number(_rounded(plain['median'] / row['median']))} times as fast as"


def _rounded(value):
    return float(f"{value:.2g}")


def _is_vain(plain, row):
    """Whether it is surely no faster than one after another, as far as that matters."""
    return min(plain["count"], row["count"]) >= 2 and plain["high"] < CLOSE * row["low"] * CLOSE


def of_values(results, workload, rows, label, say):
    """The least and the most of a metric, and which implementations have them."""
    what = text_of(label)
    said = [value_of(row, say, True) for _, row in rows.iterrows()]
    if len(set(said)) == 1:
        return f"{_capital(what)}: {said[0]} with every implementation"
    ordered = rows.sort_values("median")
    least, most = ordered.iloc[0], ordered.iloc[-1]
    ends = []
    for end in (least, most):
        same = ordered[ordered["median"] == end["median"]]
        ends.append(f"{value_of(end, say, True)} with {listed(map(name_of, _rows(same)))}")
    return f"{_capital(what)}: from {ends[0]} to {ends[1]}"


def _rows(table):
    return (row for _, row in table.iterrows())


def of_busy(results, workload, rows):
    """Which implementations keep the cores busy."""
    rows = rows[rows["role"] == "contender"]
    if rows.empty:
        return "How busy the cores were"
    if _is_withheld(results, workload, rows["size"].iloc[0]):
        return "How busy the cores were is not judged: other programs used them"
    one = 100 / results.cores
    busy = [row["implementation"] for row in _rows(rows) if row["median"] > 1.2 * one]
    idle = [row["implementation"] for row in _rows(rows) if row["median"] < 20]
    if len(idle) == len(rows):
        return "All of them wait: the cores are mostly idle"
    if busy:
        rest = len(rows) - len(busy)
        return (f"{_capital(listed(busy))} use more than one core"
                + ("; the others use one or less" if rest else ""))
    return "None of them uses more than one core"


def of_memory(results, workload, table):
    """What one further worker costs with each model's first implementation."""
    firsts = []
    for model in ("threads", "processes", "coroutines"):
        rows = [row for row in _rows(table[table["model"] == model])
                if row["count"] > 1 and not is_noise(row)]
        firsts += rows[:1]
    if firsts and any(row["pool"] for row in firsts):  # workers cannot be compared
        said = ", ".join(f"{amount(row['each'])} with {row['implementation']}" for row in firsts)
        return f"Memory for each further {one_of(unit_text(results, workload))}: {said}"
    if firsts:
        said = ", ".join(f"{value_of(row, amount, True)} with {row['implementation']}"
                         for row in firsts)
        return f"Memory for each further worker: {said}"
    return "Memory for each further worker: not known from this file"


def of_lost(rows):
    """Which lose updates."""
    losers = [row["implementation"] for row in _rows(rows) if row["max"] > 0]
    if not losers:
        return "No implementation has lost an update"
    guarded = [row for row in _rows(rows) if row["role"] != "broken"]
    safe = ("; no guarded one does" if guarded and all(row["max"] == 0 for row in guarded) else "")
    return f"{_capital(listed(losers))} lose{'s' if len(losers) == 1 else ''} updates{safe}"


def of_cost(results, workload, rows):
    """The cheapest and the dearest that work."""
    unit = one_of(unit_text(results, workload))
    right = rows[rows["role"].isin(("contender", "peer"))].sort_values("median")
    if right.empty:
        return f"What one {unit} costs"
    least, most = right.iloc[0], right.iloc[-1]
    if len(right) == 1:
        return f"One {unit} costs {value_of(least, seconds, True)} with {least['implementation']}"
    return (f"One {unit}: from {value_of(least, seconds, True)} with {least['implementation']} to "
            f"{value_of(most, seconds, True)} with {most['implementation']}")
