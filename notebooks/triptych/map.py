"""The map of the tradeoff, from the file that `triptych map --json` writes: which model is the
fastest where, at which borders the fastest model changes, and how far the prediction is from the
measurement."""

import os
from pathlib import Path

from matplotlib.ticker import FuncFormatter, NullLocator

from triptych.escape import for_markdown, read_json
from triptych.file import rows_of
from triptych.lesson import Picture, Text
from triptych.look import INK, QUIET, fit_height, new_figure, put_legend, put_title, style
from triptych.units import number

HOW_TO_MEASURE = "Measure with: ./triptych map --json FILE"
MODELS = ("threads", "processes", "coroutines")
NEAR = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.6, 2, 2.5, 3)
FAR = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
CLOSE = 1.1  # a smaller lead is no reason to choose a model
FEWEST_PLACES = 6  # with a winner: fewer are no map
NO_WINNER = {"color": QUIET, "marker": "_", "linestyle": "none"}


def default_path():
    """$TRIPTYCH_MAP, else where `./triptych notebooks` leaves it."""
    beside = Path(__file__).resolve().parent.parent / "build" / "notebooks" / "map.json"
    return Path(os.environ.get("TRIPTYCH_MAP") or beside)


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _objects_with(entries, *keys):
    """The entries of a list that are objects and have a number for each of these keys."""
    return [one for one in entries if isinstance(one, dict)
            and all(_is_number(one.get(key)) for key in keys)] if isinstance(entries, list) else []


def _object(value):
    return value if isinstance(value, dict) else {}


def _place(raw):
    """A place of the map, without what cannot be drawn. Older files call implementations
    "answers"."""
    measured = _object(raw.get("implementations", raw.get("answers")))
    measured = {name: one for name, one in measured.items()
                if isinstance(one, dict) and _is_number(one.get("median"))}
    return {**raw, "implementations": measured, "missing": _object(raw.get("missing")),
            "winner": raw.get("winner") if raw.get("winner") in MODELS else "",
            "lead": raw["lead"] if _is_number(raw.get("lead")) else 1}


def _crossings(entries):
    """The crossings that can be drawn."""
    return [one for one in _objects_with(entries, "tasks", "io_percent", "low", "high")
            if one.get("from") in MODELS and one.get("to") in MODELS]


def _draw_border(axes, crossings, label, **look):
    """A line for each pair of models, through their crossings at all numbers of tasks."""
    lines = {}
    for crossing in crossings:
        points = lines.setdefault((crossing["from"], crossing["to"]), [])
        points.append((crossing["io_percent"], crossing["tasks"]))
    for count, points in enumerate(lines.values()):
        shares, tasks = zip(*sorted(points, key=lambda point: point[1]))
        axes.plot(shares, tasks, linewidth=1.5, label=label if count == 0 else None, **look)


def _place_in_words(crossing):
    """One number only if the places measured on both sides are near."""
    if crossing["high"] - crossing["low"] > 10:
        return f"between {crossing['low']} and {crossing['high']} % waiting"
    return (f"at about {crossing['io_percent']:.0f} % waiting (measured at {crossing['low']} and "
            f"{crossing['high']} %)")


class Map:
    """The map in one file. If there is none, or it cannot be read, `absent` says why."""

    def __init__(self, path=None):
        self.path = Path(path or default_path())
        self.absent = ""
        document = {}
        try:
            document, _ = read_json(self.path)
            self.places = [_place(raw) for raw in
                           _objects_with(document["map"]["places"], "tasks", "io_percent")]
            if not self.places:
                raise ValueError
        except OSError as error:
            self.absent = f"{for_markdown(self.path.name)}: {error.strerror}. {HOW_TO_MEASURE}"
        except (ValueError, KeyError, TypeError):
            self.absent = (f"{for_markdown(self.path.name)}: not a map, or cut short. "
                           f"{HOW_TO_MEASURE}")
        if self.absent:
            document, self.places = {}, []
        self.map = document.get("map", {})
        self.crossings = _crossings(self.map.get("crossings"))
        self.predicted = _crossings(self.map.get("predicted_crossings"))
        self.ours = _object(_object(document.get("context")).get("triptych"))

    def machine(self):
        """Where the map was measured, and what it lacks."""
        if self.absent:
            return Text(f"**There is no map here.** {self.absent}")
        host = _object(self.ours.get("host"))
        facts = [("processor", host.get("cpu")), ("cores", self.map.get("cores")),
                 ("system", host.get("kernel")), ("compiler", self.ours.get("compiler")),
                 ("measured", self.ours.get("time")), ("places measured", len(self.places))]
        missing = [f"- {place['tasks']:,} tasks, {place['io_percent']} % waiting: no {name}: {why}"
                   for place in self.places for name, why in place["missing"].items()]
        if not self.ours.get("complete", True):
            missing.append("- the run was interrupted: these are the places up to then")
        warnings = self.ours.get("warnings")
        warned = [f"**Warning:** {warning['text']}\n"
                  for warning in (warnings if isinstance(warnings, list) else [])
                  if isinstance(warning, dict) and warning.get("text")]
        return Text("\n".join([rows_of(facts), "", *warned, *missing]))

    def header(self):
        """Where it was measured, in one line."""
        if self.absent:
            return self.machine()
        host = _object(self.ours.get("host"))
        facts = [host.get("cpu"), f"{self.map.get('cores')} cores", self.ours.get("time"),
                 f"{len(self.places)} places"]
        warnings = self.ours.get("warnings")
        warned = "".join(f"\n\n**Warning:** {warning['text']}"
                         for warning in (warnings if isinstance(warnings, list) else [])
                         if isinstance(warning, dict) and warning.get("text"))
        return Text(f"Measured on: {', '.join(str(fact) for fact in facts if fact)}.{warned}")

    def compare(self, share, tasks=1000):
        """The reader's prediction beside the measurement. `share`: from which share of waiting on
        coroutines are the fastest with that many tasks, in %; None if there is no prediction."""
        if not _is_number(share):
            return Text("**No prediction yet.** Write a number into the cell with `mine` above, "
                        "and run both cells.")
        found = [one for one in self.crossings
                 if one["tasks"] == tasks and one["to"] == "coroutines"]
        if not found:
            return Text("*Nothing to compare with: this map has no such border at "
                        f"{tasks:,} tasks.*")
        low, high = found[0]["low"], found[0]["high"]
        said = ("between these two: as near as was measured" if low <= share <= high else
                f"{number(low - share)} % too low" if share < low else
                f"{number(share - high)} % too high")
        return Text(f"With {tasks:,} tasks coroutines are the fastest {_place_in_words(found[0])} "
                    f"or more. You said {number(share)} %: {said}.")

    def draw(self):
        """Two pictures: the map, and the error of the prediction. Too few places with a winner are
        no map, but a list."""
        if not self.places:
            return Text("*Nothing to draw.*")
        drawn = [(self._draw_errors, "map-errors",
                  "Plot of predicted over measured time. " + self._errors_in_words())]
        caption = "Predicted times, divided by measured ones."
        if self.is_known:
            drawn.insert(0, (self._draw_winners, "map-winners",
                             "Map of the fastest models. " + self._crossings_in_words()))
            caption = ("The map: at each place a marker of the fastest model, larger for a larger "
                       "lead; a dash where the first two cannot be told apart. At the solid line "
                       "the fastest model changes; its bars reach to the nearest places measured. "
                       "The dotted line is the predicted one. The other picture: predicted "
                       "times, divided by measured ones.")
        figures = []
        for draw, _, _ in drawn:
            figure, axes = new_figure()
            figures.append(figure)
            draw(axes)
        return Picture(figures, [alt for _, _, alt in drawn], caption,
                       [name for _, name, _ in drawn], "" if self.is_known else self._as_list())

    @property
    def decided(self):
        """The places that have a winner."""
        return [place for place in self.places if place["winner"]]

    @property
    def is_known(self):
        """Whether enough places have a winner to draw them as a map."""
        return len(self.decided) >= max(FEWEST_PLACES, len(self.places) / 3)

    def _as_list(self):
        rows = [f"- {place['tasks']:,} tasks, {place['io_percent']} % waiting: {place['winner']}, "
                f"{number(float(format(place['lead'], '.2g')))} times as fast as the next"
                for place in self.decided]
        return "\n".join([f"**Only {len(rows)} of {len(self.places)} places have a winner: too few "
                          "for a map.** In the others, the first two could not be told apart. "
                          "Measure again when nothing else runs.", "", *rows])

    def _finding(self):
        """Which model wins where, in one sentence."""
        won = {}
        for place in self.decided:
            won.setdefault(place["winner"], []).append(place["io_percent"])
        ordered = sorted(won.items(), key=lambda one: sum(one[1]) / len(one[1]))
        said = [f"{model} win {len(shares)} of {len(self.places)} places "
                + (f"({min(shares)} to {max(shares)} % waiting)" if min(shares) < max(shares)
                   else f"({min(shares)} % waiting)") for model, shares in ordered]
        return "; ".join(said).capitalize()

    def _draw_winners(self, axes):
        put_title(axes, self._finding())
        for winner in (*MODELS, ""):
            places = [place for place in self.places if place["winner"] == winner]
            if not places:
                continue
            look = NO_WINNER if not winner else {**style(winner, ""), "linestyle": "none"}
            look.pop("linewidth", None)
            look.pop("markersize", None)
            for count, place in enumerate(places):
                size = 5 + 4 * min(3.0, place["lead"] - 1) if winner else 8
                label = (winner or "no winner") if count == 0 else None
                axes.plot(place["io_percent"], place["tasks"], markersize=size, label=label, **look)
        for crossing in self.crossings:
            axes.plot([crossing["low"], crossing["high"]], [crossing["tasks"]] * 2,
                      color=INK, linewidth=1, marker="|", markersize=9, zorder=0)
        _draw_border(axes, self.crossings, "measured",
                     color=INK, linestyle="-", marker="d", markersize=5)
        _draw_border(axes, self.predicted, "predicted",
                     color=QUIET, linestyle=":", marker=".")
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.set_xlabel("waiting (% of each task)")
        axes.set_ylabel("tasks")
        fit_height(axes, 3.9 + 0.21 * put_legend(axes))

    def _draw_errors(self, axes):
        put_title(axes, self._error_finding())
        for model in MODELS:
            points = [(place["tasks"], one["predicted"] / one["median"])
                      for place in self.places
                      for name, one in place["implementations"].items()
                      if name == model and _is_number(one.get("predicted"))
                      and one["predicted"] > 0 and one["median"] > 0]
            if points:
                look = {**style(model, ""), "linestyle": "none", "alpha": 0.7}
                axes.plot(*zip(*points), label=model, **look)
        axes.axhline(1, color=QUIET, linewidth=4, alpha=0.35, zorder=0)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        low, high = axes.get_ylim()
        ticks = [tick for tick in (NEAR if high < 6 * low else FAR) if low <= tick <= high]
        axes.set_yticks(ticks, [f"{number(tick)}x" for tick in ticks])
        axes.yaxis.set_minor_locator(NullLocator())
        axes.set_xlabel("tasks")
        axes.set_ylabel("predicted over measured time")
        axes.grid(True, axis="y")
        fit_height(axes, 3.5 + 0.21 * put_legend(axes))

    def _error_finding(self):
        error = self.map.get("prediction_error")
        if not _is_number(error):
            return "How near the predicted times are to the measured ones"
        return f"Half of the predicted times are off by less than {100 * error:.0f} %"

    def _crossings_in_words(self):
        said = [f"With {one['tasks']:,} task{'' if one['tasks'] == 1 else 's'} the fastest model "
                f"changes from {one['from']} to {one['to']} {_place_in_words(one)}"
                f"{self._predicted_in_words(one)}."
                for one in self.crossings]
        return " ".join(said) or "The fastest model does not change between the places measured."

    def _predicted_in_words(self, crossing):
        for one in self.predicted:
            if all(one[key] == crossing[key] for key in ("tasks", "from", "to")):
                return f"; predicted: at {one['io_percent']:.0f} %"
        return ""

    def describe(self):
        """How often each model is the fastest, where that changes, and the error of the
        prediction."""
        if not self.places:
            return Text("*Nothing to say.*")
        won = {model: sum(place["winner"] == model for place in self.places)
               for model in MODELS}
        undecided = len(self.places) - sum(won.values())
        said = [f"Of {len(self.places)} places measured, "
                + ", ".join(f"{model} win {count}" for model, count in won.items())
                + f"; {undecided} have no winner.", self._crossings_in_words()]
        close = sum(not place["winner"] or place["lead"] < CLOSE for place in self.places)
        said.append(f"In {close} of the {len(self.places)} the first two cannot be told apart, or "
                    f"the lead is less than {100 * (CLOSE - 1):.0f} %: speed is no reason to "
                    "choose there.")
        withheld = sum(place.get("cores_withheld") is True for place in self.places)
        if withheld:
            said.append(f"In {withheld} of these there was CPU contention: other programs (or the "
                        "host) were using the cores, so no model is ranked there. Measure again "
                        "when nothing else runs.")
        said.append(self._errors_in_words())
        return Text("\n\n".join(part for part in said if part))

    def _errors_in_words(self):
        error = self.map.get("prediction_error")
        if not _is_number(error):
            return ""
        return ("The prediction is max(n c / cores, w + c) plus n times the cost of a task. It is "
                f"off by {100 * error:.0f} % (the median over all times measured).")
