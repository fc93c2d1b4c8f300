"""Lesson: what a workload's notebook asks for: pictures and sentences about that workload alone."""

import base64

from IPython.display import Markdown, display

import triptych.pictures as pictures
import triptych.words as words
from triptych.alts import in_words, plain, sentence
from triptych.file import holes_of
from triptych.look import new_figure
from triptych.results import COMPARED, load, summary
from triptych.units import EVERYBODY

DRAWN = {
    "busy": pictures.draw_busy,
    "lost": pictures.draw_lost,
    "cost": pictures.draw_cost,
}


class Said(Markdown):
    """Sentences, as Jupyter shows them."""


class Picture:
    """Figures as Jupyter shows them, one below the other: pixels, what they show for those who
    cannot see them, and a caption for all. Closes the figures."""

    dots_an_inch = 144

    def __init__(self, figures, alts, caption):
        self.pixels = [pictures.as_png(figure, self.dots_an_inch) for figure in figures]
        self.alts = [plain(one) for one in alts]
        self.caption = caption

    def _ipython_display_(self):
        for pixels, alt in zip(self.pixels, self.alts):
            data = {"image/png": base64.b64encode(pixels).decode(), "text/plain": alt}
            display(data, raw=True, metadata={"image/png": {"alt": alt}})
        display(Markdown(f"*{self.caption}*"))


def draw(results, *drawn, exhibits=False, variants=True):
    """A picture for each workload and kind: of those above, or the name of a figure that the
    workload's answers give. The times with what is wrong on purpose? With all variants?"""
    figures = []
    for workload, kind in drawn:
        figure, axes = new_figure()
        figures.append(figure)
        if kind == "times":
            roles = EVERYBODY if exhibits else COMPARED
            pictures.draw_times(axes, results, workload, variants, roles)
        elif kind == "memory":
            pictures.draw_memory(axes, results, workload, variants)
        elif kind in DRAWN:
            DRAWN[kind](axes, results, workload)
        else:
            pictures.draw_figure(axes, results, workload, kind)
    return Picture(figures, [in_words(results, *one, exhibits, variants) for one in drawn],
                   words.about_intervals(results, [workload for workload, _ in drawn]))


def overview(results):
    """The four pictures that sum it up; together they are saved as tradeoffs.png."""
    pictures.save(pictures.overview(results), "tradeoffs.png")
    return draw(results, ("delayed_messages", "times"), ("merge_sort", "times"),
                ("delayed_messages", "memory"), ("shared_counter", "lost"), variants=False)


class Lesson:
    """One workload in one results file."""

    def __init__(self, workload, results=None):
        self.workload = workload
        self.results = results or load()

    def machine(self):
        """Where and when it was measured; and what of this workload has no time, and why."""
        return Said(words.about_machine(self.results) + "\n\n" + self._missing())

    def draw(self, *kinds, exhibits=False):
        """The workload's pictures of these kinds."""
        return draw(self.results, *((self.workload, kind) for kind in kinds), exhibits=exhibits)

    def say(self, *kinds):
        """What is to be said of these kinds, a paragraph each."""
        return Said("\n\n".join(sentence(self.results, self.workload, kind) for kind in kinds))

    def _missing(self):
        absent = self.results.absent
        absent = absent[absent["workload"] == self.workload]
        said = [f"- no time for {row['answer']}/{row['size']}: {row['reason']}"
                for _, row in absent.iterrows()]
        table = summary(self.results, self.workload, "seconds")
        if table.empty:
            said.append(f"- **This file has no times of {self.workload}.** Measure with: "
                        f"./triptych run {self.workload} --json FILE")
        else:
            said += [f"- {hole}" for hole in holes_of(self.results, self.workload)]
            if table["size"].nunique() == 1:
                said.append("- one size only: how times grow with the size cannot be told")
        if not self.results.complete:
            said.append("- the run was cut short: these are the results up to then")
        return "\n".join(said)
