"""Lesson: what a workload's notebook uses, pictures and sentences about that workload."""

from IPython.display import Markdown, display

import triptych.pictures as pictures
import triptych.words as words
from triptych.alts import in_words, plain, sentence
from triptych.file import about_run, holes_of
from triptych.look import new_figure, title_of
from triptych.prediction import compared_with
from triptych.results import COMPARED, load, summary
from triptych.scenes import SCENES
from triptych.svg import as_svg
from triptych.timelines import Timelines
from triptych.units import EVERYBODY

DRAWN = {
    "busy": pictures.draw_busy,
    "lost": pictures.draw_lost,
    "cost": pictures.draw_cost,
    **SCENES,
}


class Text(Markdown):
    """Sentences in Markdown, as Jupyter shows them."""


class Picture:
    """Figures as Jupyter shows them, one below the other: each with an alternative text, and one
    caption for all. `names` are theirs within the page; `text` is shown above. Closes the
    figures."""

    def __init__(self, figures, alts, caption, names, text=""):
        self.titles = [title_of(figure) for figure in figures]
        self.images = [as_svg(figure, name) for figure, name in zip(figures, names)]
        self.alts = [plain(f"{title}. {alt}" if title else alt)
                     for title, alt in zip(self.titles, alts)]
        self.caption = caption
        self.text = text

    def _ipython_display_(self):
        if self.text:
            display(Markdown(self.text))
        for image, alt in zip(self.images, self.alts):
            data = {"image/svg+xml": image, "text/plain": alt}
            display(data, raw=True, metadata={"image/svg+xml": {"alt": alt}})
        display(Markdown(f"*{self.caption}*"))


def draw(results, *drawn, broken=False, variants=True):
    """A picture for each pair of a workload and a kind. A kind is one of DRAWN, "times", "memory",
    or the name of a metric that the workload's implementations report. `broken`: whether the times
    show the broken examples; `variants`: whether they show all variants of a model."""
    figures = []
    for workload, kind in drawn:
        figure, axes = new_figure()
        figures.append(figure)
        if kind == "times":
            roles = EVERYBODY if broken else COMPARED
            pictures.draw_times(axes, results, workload, variants, roles)
        elif kind == "memory":
            pictures.draw_memory(axes, results, workload, variants)
        elif kind in DRAWN:
            DRAWN[kind](axes, results, workload)
        else:
            pictures.draw_figure(axes, results, workload, kind)
    which = "" if variants else "-models"
    return Picture(figures, [in_words(results, *one, broken, variants) for one in drawn],
                   words.about_intervals(results, [workload for workload, _ in drawn]),
                   [f"{workload}-{kind}{which}" for workload, kind in drawn])


def overview(results):
    """The four most important pictures; together they are saved as tradeoffs.png."""
    pictures.save(pictures.overview(results), "tradeoffs.png")
    return draw(results, ("delayed_messages", "times"), ("merge_sort", "times"),
                ("delayed_messages", "memory"), ("shared_counter", "lost"), variants=False)


class Lesson:
    """One workload in one results file."""

    def __init__(self, workload, results=None):
        self.workload = workload
        self.results = results or load()

    def header(self):
        """Where and when it was measured, in one line; and which benchmarks of this workload have
        no time, and why."""
        return Text(f"{about_run(self.results)}\n\n{self._missing()}".strip())

    def compare(self, predicted):
        """The reader's prediction beside the measurement. `predicted`: for each model, how many
        times as long as the fastest it takes; None if the reader has not predicted it."""
        return Text(compared_with(self.results, self.workload, predicted))

    def draw(self, *kinds, broken=False):
        """The workload's pictures of these kinds; `broken`: as in draw()."""
        return draw(self.results, *((self.workload, kind) for kind in kinds), broken=broken)

    def describe(self, *kinds):
        """The sentences of these kinds, a paragraph each."""
        return Text("\n\n".join(sentence(self.results, self.workload, kind) for kind in kinds))

    def timelines(self):
        """What the tasks of the three models did: who ran, and who waited."""
        return Timelines(self.workload)

    def _missing(self):
        absent = self.results.absent
        absent = absent[absent["workload"] == self.workload]
        said = [f"- no time for {row['implementation']}/{row['size']}: {row['reason']}"
                for _, row in absent.iterrows()]
        table = summary(self.results, self.workload, "seconds")
        if table.empty:
            said.append(f"- **This file has no times of {self.workload}.** Measure with: "
                        f"./triptych run {self.workload} --json FILE")
        else:
            said += [f"- {hole}" for hole in holes_of(self.results, self.workload)]
            if table["size"].nunique() == 1:
                said.append("- one size only: it does not show how times grow with the size")
        if not self.results.complete:
            said.append("- the run was interrupted: these are the results up to then")
        return "\n".join(said)
