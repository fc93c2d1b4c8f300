"""The map of the tradeoff, from the file that `triptych map --json` writes: who wins where, where one
model gives way to another, and how far the prediction is from what was measured."""

import json
import os
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.ticker import FuncFormatter

from triptych_lesson import Picture, Said
from triptych_pictures import style

HOW_TO_MEASURE = "Measure with: ./triptych map --json FILE"
MODELS = ("threads", "processes", "coroutines")
NOBODY = {"color": "#999999", "marker": "_", "linestyle": "none"}


def default_path():
    """$TRIPTYCH_MAP, else where `./triptych notebooks` leaves it."""
    beside = Path(__file__).resolve().parent.parent / "build" / "notebooks" / "map.json"
    return Path(os.environ.get("TRIPTYCH_MAP") or beside)


def _draw_border(axes, crossings, label, **look):
    """A line for each pair of models, through their crossings at all numbers of tasks."""
    lines = {}
    for crossing in crossings:
        points = lines.setdefault((crossing["from"], crossing["to"]), [])
        points.append((crossing["io_percent"], crossing["tasks"]))
    for number, points in enumerate(lines.values()):
        shares, tasks = zip(*sorted(points, key=lambda point: point[1]))
        axes.plot(shares, tasks, linewidth=1.5, label=label if number == 0 else None, **look)


def _place_in_words(crossing):
    """In one number only if it was seen from nearby."""
    if crossing["high"] - crossing["low"] > 10:
        return f"between {crossing['low']} and {crossing['high']} % waiting"
    return (f"at about {crossing['io_percent']:.0f} % waiting (seen at {crossing['low']} and "
            f"{crossing['high']} %)")


class Map:
    """What one file holds; if there is none, or none that can be read, why: `absent`."""

    def __init__(self, path=None):
        self.path = Path(path or default_path())
        self.absent = ""
        document = {}
        try:
            document = json.loads(self.path.read_text(encoding="utf-8"))
            self.places = document["map"]["places"]
        except OSError as error:
            self.absent = f"{self.path.name}: {error.strerror}. {HOW_TO_MEASURE}"
        except (ValueError, KeyError, TypeError):
            self.absent = f"{self.path.name}: no map, or cut short. {HOW_TO_MEASURE}"
        if self.absent:
            document, self.places = {}, []
        self.map = document.get("map", {})
        self.ours = document.get("context", {}).get("triptych", {})

    def machine(self):
        """Where it was measured, and what of it is missing."""
        if self.absent:
            return Said(f"**There is no map here.** {self.absent}")
        host = self.ours.get("host", {})
        facts = [("processor", host.get("cpu")), ("cores", self.map.get("cores")),
                 ("system", host.get("kernel")), ("compiler", self.ours.get("compiler")),
                 ("measured", self.ours.get("time")), ("places measured", len(self.places))]
        rows = [f"| {name} | {value} |" for name, value in facts if value]
        missing = [f"- {place['tasks']:,} tasks, {place['io_percent']} % waiting: no {answer}: {why}"
                   for place in self.places for answer, why in place.get("missing", {}).items()]
        if not self.ours.get("complete", True):
            missing.append("- the survey was cut short: these are the places up to then")
        warned = [f"**Warning:** {warning['text']}\n" for warning in self.ours.get("warnings", [])]
        return Said("\n".join(["| this file | |", "|---|---|", *rows, "", *warned, *missing]))

    def draw(self):
        """The map, and beside it how far the prediction is off."""
        if not self.places:
            return Said("*Nothing to draw.*")
        figure, (left, right) = plt.subplots(1, 2, figsize=(11, 5), constrained_layout=True)
        self._draw_winners(left)
        self._draw_errors(right)
        return Picture([figure], ["Map. " + self._crossings_in_words()],
                       "Left: at each place the fastest model, as large as its lead; a dash where "
                       "the first two cannot be told apart. The solid line is where one model gives "
                       "way to another, its bars reach to the nearest places measured; the dotted "
                       "line is where the prediction has it. Right: predicted over measured time.")

    def _draw_winners(self, axes):
        for winner in (*MODELS, ""):
            places = [place for place in self.places if place.get("winner", "") == winner]
            if not places:
                continue
            look = NOBODY if not winner else {**style(winner, ""), "linestyle": "none"}
            look.pop("linewidth", None)
            look.pop("markersize", None)
            for number, place in enumerate(places):
                size = 5 + 4 * min(3.0, place.get("lead", 1) - 1) if winner else 8
                label = (winner or "cannot tell") if number == 0 else None
                axes.plot(place["io_percent"], place["tasks"], markersize=size, label=label, **look)
        for crossing in self.map.get("crossings", []):
            axes.plot([crossing["low"], crossing["high"]], [crossing["tasks"]] * 2,
                      color="black", linewidth=1, marker="|", markersize=9, zorder=0)
        _draw_border(axes, self.map.get("crossings", []), "measured",
                     color="black", linestyle="-", marker="d", markersize=5)
        _draw_border(axes, self.map.get("predicted_crossings", []), "predicted",
                     color="#444444", linestyle=":", marker=".")
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.set_xlabel("waiting / % of each task")
        axes.set_ylabel("tasks")
        axes.set_title("who wins where")
        axes.legend(fontsize="small", loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=4)

    def _draw_errors(self, axes):
        for model in MODELS:
            points = [(place["tasks"], answer["predicted"] / answer["median"])
                      for place in self.places
                      for name, answer in place["answers"].items()
                      if name == model and answer.get("predicted") and answer["median"] > 0]
            if points:
                look = {**style(model, ""), "linestyle": "none", "alpha": 0.7}
                axes.plot(*zip(*points), label=model, **look)
        axes.axhline(1, color="#999999", linewidth=4, alpha=0.6, zorder=0)
        axes.set_xscale("log")
        axes.set_yscale("log", base=2)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}x"))
        axes.set_xlabel("tasks")
        axes.set_ylabel("predicted / measured time")
        axes.set_title("how good the prediction is")
        axes.grid(True, axis="y", color="#dddddd")
        if axes.get_legend_handles_labels()[0]:
            axes.legend(fontsize="small", loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=3)

    def _crossings_in_words(self):
        said = [f"With {one['tasks']:,} task{'' if one['tasks'] == 1 else 's'} {one['from']} give "
                f"way to {one['to']} {_place_in_words(one)}{self._predicted_in_words(one)}."
                for one in self.map.get("crossings", [])]
        return " ".join(said) or "No model gives way to another where this was measured."

    def _predicted_in_words(self, crossing):
        for one in self.map.get("predicted_crossings", []):
            if all(one[key] == crossing[key] for key in ("tasks", "from", "to")):
                return f"; predicted: at {one['io_percent']:.0f} %"
        return ""

    def say(self):
        """Who wins how often, where they change, and the error of the prediction."""
        if not self.places:
            return Said("*Nothing to say.*")
        won = {model: sum(place.get("winner") == model for place in self.places)
               for model in MODELS}
        undecided = len(self.places) - sum(won.values())
        said = [f"Of {len(self.places)} places measured "
                + ", ".join(f"{model} win {count}" for model, count in won.items())
                + f"; in {undecided} it cannot be told.", self._crossings_in_words()]
        withheld = sum(place.get("cores_withheld", False) for place in self.places)
        if withheld:
            said.append(f"In {withheld} of these the machine was not giving its cores: whatever was "
                        "measured there, nobody wins. Measure again when nothing else runs.")
        error = self.map.get("prediction_error")
        if error is not None:
            said.append("Predicted is max(n c / cores, w + c) and n times what a task costs. It is "
                        f"off by {100 * error:.0f} % (the median over all times measured).")
        return Said("\n\n".join(said))
