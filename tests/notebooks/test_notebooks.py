"""The notebooks: each runs on every kind of results file, and they are committed with their
outputs."""

import ast
import json
import os
import re
import tempfile
import unittest
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import variants  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from triptych.lesson import Picture, Text  # noqa: E402
from triptych.prediction import compared_with  # noqa: E402
from triptych.results import load  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
NOTEBOOKS = {path.stem: json.loads(path.read_text(encoding="utf-8"))
             for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
MODELS = ("threads", "processes", "coroutines")
HEADER, DRAWN = 1, 2  # what a workload's notebook shows first is the reader's prediction
# The workloads that have a problem of their own and three panels.
WORKLOADS = sorted(
    path.stem for path in (ROOT / "threads").glob("*.cpp")
    if (ROOT / "common/workloads" / f"{path.stem}.hpp").exists()
    and all((ROOT / model / path.name).exists() for model in MODELS)
    and path.stem != "mixed"  # whose notebook is the map
)


def code_of(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def shown_by(notebook):
    """What its cells show if they are run, in this very process."""
    names, shown = {}, []
    for source in code_of(notebook):
        *statements, last = ast.parse(source).body
        exec(compile(ast.Module(statements, []), "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
        else:
            exec(compile(ast.Module([last], []), "cell", "exec"), names)
    return shown


def save_nothing(_figure, file, **_how):
    if not isinstance(file, Path):
        file.write("<svg></svg>")


class Running(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(setattr, Figure, "savefig", Figure.savefig)
        before = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        self.path = Path(folder.name) / "results.json"
        os.environ.update(TRIPTYCH_RESULTS=str(self.path), TRIPTYCH_PICTURES=folder.name,
                          TRIPTYCH_MAP=str(Path(folder.name) / "no_map.json"),
                          TRIPTYCH_TIMELINES=str(Path(folder.name) / "no_timelines"))

    def shown_on(self, document, notebook):
        self.path.write_text(json.dumps(document), encoding="utf-8")
        return shown_by(NOTEBOOKS[notebook])

    def test_every_notebook_runs_on_every_kind_of_file(self):
        for variant in variants.ALL:
            if variant is not variants.full:  # painting takes most of the time
                Figure.savefig = save_nothing
            for name in NOTEBOOKS:
                with self.subTest(notebook=name, file=variant.__name__):
                    self.assertTrue(self.shown_on(variant(), name))

    def test_a_workload_that_the_file_lacks_is_named_and_how_to_measure_it(self):
        for name in WORKLOADS:
            with self.subTest(notebook=name):
                machine = self.shown_on(variants.all_failed(), name)[HEADER]
                self.assertIn(f"./triptych run {name} --json FILE", machine.data)

    def test_a_missing_model_is_named(self):
        machine = self.shown_on(variants.without_a_model(), "merge_sort")[HEADER]
        self.assertIn("not measured: processes", machine.data)

    def test_a_skipped_benchmark_is_named_with_its_reason(self):
        machine = self.shown_on(variants.full(), "merge_sort")[HEADER]
        self.assertIn("coroutines.offloaded/100000: killed by SIGSEGV", machine.data)

    def test_the_caption_says_what_the_error_bars_are(self):
        for variant, said in ((variants.with_intervals, "95 % intervals"),
                              (variants.full, "fastest to the slowest"),
                              (variants.quick, "no spread")):
            picture = self.shown_on(variant(), "merge_sort")[DRAWN]
            self.assertIsInstance(picture, Picture)
            self.assertIn(said, picture.caption)

    def test_alternative_texts_are_computed_from_the_file(self):
        picture, said = self.shown_on(variants.full(), "shared_counter")[DRAWN:DRAWN + 2]
        self.assertEqual(len(picture.alts), len(picture.images))
        self.assertIn("threads.unguarded lost", picture.alts[0])
        self.assertNotIn(". -", picture.alts[0])
        self.assertNotIn("\n", picture.alts[0])
        self.assertIsInstance(said, Text)

    def test_alternative_texts_of_the_overview_name_only_what_is_drawn(self):
        picture = self.shown_on(variants.full(), "tradeoffs")[-2]
        self.assertIsInstance(picture, Picture)
        times, _, memory, lost = picture.alts
        for alt in (times, memory):
            self.assertIn("threads ", alt)
            for absent in (".pool", "asio"):
                self.assertNotIn(absent, alt)
        self.assertIn("threads.unguarded", lost)

    def test_broken_examples_are_named_where_they_are_drawn(self):
        drawn = self.shown_on(variants.full(), "hello")[DRAWN]
        self.assertIn("coroutines.wrong (broken on purpose)", drawn.alts[0])
        self.assertNotIn("coroutines.wrong",
                         self.shown_on(variants.full(), "retries")[DRAWN].alts[1])

    def test_every_notebook_has_one_line_about_the_run_and_the_index_has_the_rest(self):
        header = self.shown_on(variants.with_intervals(), "hello")[HEADER].data
        self.assertIn("An Imaginary Processor", header)
        self.assertIn("the run has 1 warning", header)
        self.assertIn("[the index](index.ipynb)", header)
        self.assertNotIn("| processor |", header)
        contents, machine = self.shown_on(variants.with_findings(), "index")
        self.assertIn("**Warning:** The machine is busy", machine.data)
        self.assertIn("| processor | An Imaginary Processor |", machine.data)
        self.assertIn("Threads are the fastest.", contents.data)
        for name in NOTEBOOKS:
            self.assertEqual(f"[{name}]({name}.ipynb)" in contents.data, name != "index", name)

    def test_the_reader_s_prediction_is_compared_with_the_measurement(self):
        self.path.write_text(json.dumps(variants.with_intervals()), encoding="utf-8")
        results = load(self.path)
        self.assertIn("No prediction yet", compared_with(results, "merge_sort", {"threads": None}))
        said = compared_with(results, "merge_sort", {"threads": 1, "coroutines": 10, "x": "y"})
        self.assertIn("| threads | 1x | 1x |", said)
        self.assertIn("times too much", said)
        self.assertIn("| processes | - |", said)
        self.assertIn("**1 of 2** predictions", said)
        self.assertIn("Nothing to compare with", compared_with(results, "elsewhere", {}))


class Committed(unittest.TestCase):
    def test_every_workload_has_its_notebook(self):
        self.assertGreater(len(WORKLOADS), 10)
        self.assertEqual([name for name in WORKLOADS if name not in NOTEBOOKS], [])

    def test_every_notebook_predicts_measures_and_explains_its_own_workload(self):
        for name in WORKLOADS:
            text = "".join("".join(cell["source"]) for cell in NOTEBOOKS[name]["cells"])
            places = [text.find(part) for part in (f"# {name}: ", "## Predict", "## Measure",
                                                   f'Lesson("{name}")', "## Compare", "## Explain")]
            self.assertEqual(places, sorted(places), name)
            self.assertNotIn(-1, places, name)

    def test_code_cells_are_short(self):
        for name, notebook in NOTEBOOKS.items():
            for source in code_of(notebook):
                self.assertLess(source.count("\n"), 8, f"{name}: {source}")

    def test_every_code_cell_has_its_output_and_none_has_failed(self):
        for name, notebook in NOTEBOOKS.items():
            for cell in notebook["cells"]:
                if cell["cell_type"] == "code":
                    kinds = {output["output_type"] for output in cell["outputs"]}
                    self.assertTrue(kinds, f"{name}/{cell['id']}: ./triptych notebooks --in-place")
                    self.assertLessEqual(kinds, {"execute_result", "display_data"}, name)

    def test_every_committed_picture_has_an_alternative_text(self):
        for name, notebook in NOTEBOOKS.items():
            pictures = [output for cell in notebook["cells"] for output in cell.get("outputs", [])
                        if "image/svg+xml" in output.get("data", {})]
            self.assertEqual(bool(pictures), name != "index", name)
            for picture in pictures:
                self.assertTrue(picture["metadata"]["image/svg+xml"]["alt"], name)

    def test_a_workload_has_two_pictures_at_most_and_its_timelines(self):
        for name in WORKLOADS:
            outputs = [output for cell in NOTEBOOKS[name]["cells"]
                       for output in cell.get("outputs", [])]
            self.assertLessEqual(sum("image/svg+xml" in output.get("data", {})
                                     for output in outputs), 3, name)

    def test_the_repository_stays_small(self):
        size = sum(path.stat().st_size for path in (ROOT / "notebooks").glob("*.ipynb"))
        self.assertLess(size, 1_700_000)

    def test_every_workload_leaves_a_cell_for_the_reader_s_prediction(self):
        for name in (*WORKLOADS, "map", "tradeoffs"):
            code = code_of(NOTEBOOKS[name])
            written, read = (next((place for place, source in enumerate(code)
                                   if part in source), -1)
                             for part in ("mine = ", "compare(mine)"))
            self.assertTrue(-1 < written < read, name)

    def test_the_price_of_a_yield_is_named_where_broken_examples_yield(self):
        for name in ("db_update", "shared_counter", "tradeoffs"):
            text = "".join("".join(cell["source"]) for cell in NOTEBOOKS[name]["cells"])
            self.assertIn("`yield()` between", text, name)
            self.assertRegex(text, r"can cost more than the\s+guarded ones", name)

    def test_no_text_counts_bytes_by_itself(self):
        for name, notebook in NOTEBOOKS.items():
            for cell in notebook["cells"]:
                self.assertNotRegex("".join(cell["source"]), r"hundred\s+bytes", name)

    def test_files_that_a_text_names_are_there(self):
        for name, notebook in NOTEBOOKS.items():
            text = "".join("".join(cell["source"]) for cell in notebook["cells"])
            for part in re.findall(r"`([\w/]+\.(?:py|cpp|hpp))`", text):
                self.assertTrue((ROOT / part).exists() or (ROOT / "notebooks" / part).exists(),
                                f"{name}: {part}")
            for column, part in re.findall(r"`(\w+)` in `(\w+\.py)`", text):
                source = (ROOT / "notebooks" / part).read_text(encoding="utf-8")
                self.assertRegex(source, rf"(?m)^(def )?{column}\b", name)

    def test_nothing_is_committed_that_changes_from_run_to_run(self):
        for name, notebook in NOTEBOOKS.items():
            self.assertEqual(notebook["metadata"]["language_info"], {"name": "python"}, name)
            for cell in notebook["cells"]:
                self.assertLessEqual(set(cell["metadata"]), {"tags"}, name)
