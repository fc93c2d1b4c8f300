"""The page to hand out: the program's report is taken apart, and put together with the rest."""

import json
import tempfile
import unittest
from pathlib import Path

import fake_results
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from triptych_page import NO_REPORT, best_of, page, read_report
from triptych_results import load

REPORT = """107 cells on 2 cores.

## retries, 10 tasks

| answer | median |
| :-- | --: |
| threads | 14.8 ms |

## retries, 100 tasks (1 of 5 repetitions)

| answer | median |
| :-- | --: |
| threads | 24.2 ms |

I/O-bound: <b>all</b> wait.

## The tradeoffs at a glance: each model's fastest answer

| workload | threads | processes | coroutines |
| :-- | --: | --: | --: |
| retries<br>100 tasks | 14.8 ms  1.35x<br>35% busy |  | 11.0 ms  1.00x<br>.pool |

median: of the wall time.

Warning: the machine was busy.
"""
PANELS = {
    "question": "Who tries?",
    "files": [{"model": "threads", "file": "threads/retries.cpp"},
              {"model": "coroutines", "file": "coroutines/retries.cpp"}],
    "levels": [[["/// With threads:", "/// one each."], ["/// With coroutines."]],
               [["void retry() {", "    if (a < b && c) return;", "}"], None],
               [["/// The answer.", "int retries();"], ["int retries();"]]],
}
DOT = "iVBORw0KGgo="


class Report(unittest.TestCase):
    def test_tables_and_verdict_are_found_by_workload(self):
        workload = read_report(REPORT)["workloads"]["retries"]
        self.assertEqual([one["heading"] for one in workload["tables"]],
                         ["retries, 10 tasks", "retries, 100 tasks (1 of 5 repetitions)"])
        self.assertIn("| threads | 24.2 ms |", workload["tables"][1]["table"])
        self.assertEqual(workload["verdict"], "I/O-bound: <b>all</b> wait.")

    def test_the_table_of_all_and_its_legend_are_kept_apart(self):
        report = read_report(REPORT)
        self.assertTrue(report["glance"].startswith("| workload"))
        self.assertEqual(report["legend"], "median: of the wall time.")

    def test_a_file_without_a_report_has_nothing_of_it(self):
        for nothing in (None, "", 7, "no headings"):
            self.assertEqual(read_report(nothing)["workloads"], {})

    def test_the_best_of_each_model_is_in_its_row(self):
        best = best_of(read_report(REPORT)["glance"], "retries")
        self.assertEqual(best["threads"], ["100 tasks:", "14.8 ms  1.35x", "35% busy"])
        self.assertEqual(best["processes"], [])
        self.assertEqual(best["coroutines"][-1], ".pool")
        self.assertEqual(best_of("", "retries"), {})


class Page(unittest.TestCase):
    def page(self, notebooks, panels, **ours):
        document = fake_results.document()
        document["context"]["triptych"].update(ours)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results.json"
            path.write_text(json.dumps(document), encoding="utf-8")
            return page(load(path), notebooks, panels)

    def test_what_is_text_does_not_become_markup(self):
        html = self.page({}, {"retries": PANELS}, report=REPORT)
        self.assertIn("&lt;b&gt;all&lt;/b&gt; wait.", html)
        self.assertIn("&amp;&amp;", html)
        self.assertNotIn("<b>all", html)

    def test_a_comment_at_the_head_is_prose_and_steps_have_their_row(self):
        html = self.page({}, {"retries": PANELS}, report=REPORT)
        self.assertIn("With threads: one each.</p>", html)
        self.assertEqual(html.count('<pre style="grid-row: 7">'), 2)
        self.assertIn('<pre class="above" style="grid-row: 6">', html)

    def test_cells_tagged_for_it_are_on_it_and_no_others(self):
        picture = new_output("display_data", {"image/png": DOT, "text/plain": "x"},
                             metadata={"image/png": {"alt": "Plot. threads 3"}})
        caption = new_output("display_data", {"text/markdown": "*Medians.*"})
        notebook = new_notebook(cells=[
            new_markdown_cell("# retries: try again\n\nThe question."),
            new_markdown_cell("## Predict\n\nNot here."),
            new_code_cell("draw()", outputs=[picture, caption], metadata={"tags": ["report"]}),
            new_markdown_cell("## Explain\n\nThe *cause*.", metadata={"tags": ["report"]}),
        ])
        html = self.page({"retries": notebook}, {"retries": PANELS}, report=REPORT)
        self.assertIn('alt="Plot. threads 3"', html)
        self.assertIn("<figcaption>Medians.</figcaption>", html)
        self.assertIn("The <em>cause</em>.", html)
        self.assertIn("try again", html)
        for absent in ("Not here", "draw()", "Explain"):
            self.assertNotIn(absent, html)

    def test_a_page_without_verdicts_says_so(self):
        self.assertIn(NO_REPORT, self.page({}, {"retries": PANELS}))
        self.assertNotIn(NO_REPORT, self.page({}, {"retries": PANELS}, report=REPORT))

    def test_a_workload_that_nobody_here_knows_has_its_name_at_least(self):
        self.assertIn('id="elsewhere"', self.page({}, {"elsewhere": None}, report=REPORT))

    def test_nothing_is_fetched_from_elsewhere(self):
        html = self.page({}, {"retries": PANELS}, report=REPORT)
        for foreign in ("<script", "http://", "https://", "@import", "url("):
            self.assertNotIn(foreign, html)
