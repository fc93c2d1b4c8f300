"""The page to hand out: parts of the program's report, the notebooks and the sources, put
together."""

import base64
import hashlib
import json
import tempfile
import unittest
from pathlib import Path

import fake_results
import variants
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from triptych.page import NO_REPORT, page, read_report
from triptych.results import load
from triptych.tables import sort_key

REPORT = """107 benchmarks on 2 cores.

## retries, 10 tasks

| implementation | median |
| :-- | --: |
| threads | 14.8 ms |

## retries, 100 tasks (1 of 5 repetitions)

| implementation | median |
| :-- | --: |
| threads | 24.2 ms |

I/O-bound: <b>all</b> wait.

## The tradeoffs at a glance: each model's fastest implementation

| workload | threads | processes | coroutines |
| :-- | --: | --: | --: |
| retries<br>100 tasks | 14.8 ms  1.35x<br>35% busy |  | 11.0 ms  1.00x<br>.pool |

median: of the wall time.

Warning: the machine was busy.
"""
PANELS = {
    "problem": "Who tries?",
    "files": [{"model": "threads", "file": "threads/retries.cpp"},
              {"model": "coroutines", "file": "coroutines/retries.cpp"}],
    "levels": [[["/// With threads:", "/// one each."], ["/// With coroutines."]],
               [["void retry() {", "    if (a < b && c) return;", "}"], None],
               [["/// The implementation.", "int retries();"], ["int retries();"]]],
}
PLOT = '<svg width="1pt" viewBox="0 0 1 1"><path d="M0 0"/></svg>'


class Report(unittest.TestCase):
    def test_tables_and_verdict_are_found_by_workload(self):
        workload = read_report(REPORT)["workloads"]["retries"]
        self.assertEqual([one["heading"] for one in workload["tables"]],
                         ["retries, 10 tasks", "retries, 100 tasks (1 of 5 repetitions)"])
        self.assertIn("| threads | 24.2 ms |", workload["tables"][1]["table"])
        self.assertEqual(workload["verdict"], "I/O-bound: <b>all</b> wait.")

    def test_the_legend_is_what_follows_the_table_that_sums_up_all(self):
        report = read_report(REPORT)
        self.assertEqual(report["legend"], "median: of the wall time.")

    def test_a_file_without_a_report_has_nothing_of_it(self):
        for nothing in (None, "", 7, [], {}, "no headings", "## ", "\n## \n## \n\n|", "## |\n\n| |",
                        "## The tradeoffs\n\n|"):
            report = read_report(nothing)
            self.assertEqual([name for name in report["workloads"] if name != "|"], [])


class Page(unittest.TestCase):
    def page(self, notebooks, panels, about_map="", **ours):
        document = fake_results.document()
        document["context"]["triptych"].update(ours)
        return self.written(document, panels, notebooks, about_map)

    def written(self, document, panels, notebooks=None, about_map=""):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results.json"
            path.write_text(json.dumps(document), encoding="utf-8")
            return page(load(path), notebooks or {}, panels, about_map)

    def test_text_does_not_become_markup(self):
        html = self.page({}, {"retries": PANELS}, report=REPORT)
        self.assertIn("&#60;b&#62;all&#60;/b&#62; wait.", html)
        self.assertIn("&amp;&amp;", html)
        self.assertNotIn("<b>all", html)

    def test_the_first_comment_is_prose_and_each_step_has_its_row(self):
        html = self.page({}, {"retries": PANELS}, report=REPORT)
        self.assertIn("With threads: one each.</p>", html)
        self.assertIn('<p class="lesson" style="grid-row: 2">', html)
        self.assertIn('<pre style="grid-row: 3">', html)
        self.assertEqual(html.count('<pre style="grid-row: 5">'), 2)
        self.assertIn('<pre class="above" style="grid-row: 4">', html)

    def test_only_cells_tagged_report_are_on_the_page(self):
        picture = new_output("display_data", {"image/svg+xml": PLOT, "text/plain": "x"},
                             metadata={"image/svg+xml": {"alt": "Plot. <threads> 3"}})
        caption = new_output("display_data", {"text/markdown": "*Medians.*"})
        notebook = new_notebook(cells=[
            new_markdown_cell("# retries: try again\n\nThe problem."),
            new_markdown_cell("## Predict\n\nNot here."),
            new_code_cell("draw()", outputs=[picture, caption], metadata={"tags": ["report"]}),
            new_markdown_cell("## Explain\n\nThe *cause*.", metadata={"tags": ["report"]}),
        ])
        html = self.page({"retries": notebook}, {"retries": PANELS}, report=REPORT)
        self.assertIn('<svg viewBox="0 0 1 1" role="img" aria-label="Plot. &lt;threads&gt; 3">',
                      html)
        self.assertIn("<figcaption>Medians.</figcaption>", html)
        self.assertIn("The <em>cause</em>.", html)
        self.assertIn("try again", html)
        for absent in ("Not here", "draw()", "Explain"):
            self.assertNotIn(absent, html)

    def test_a_page_without_verdicts_says_so(self):
        self.assertIn(NO_REPORT, self.page({}, {"retries": PANELS}))
        self.assertNotIn(NO_REPORT, self.page({}, {"retries": PANELS}, report=REPORT))

    def test_an_unknown_workload_has_at_least_its_name(self):
        self.assertIn('id="elsewhere"', self.page({}, {"elsewhere": None}, report=REPORT))

    def test_a_page_is_written_even_if_the_report_is_invalid(self):
        for garbage in (7, "## ", "## retries\n\n|\n|\n|", "## The tradeoffs\n\n| a |\n||\n|"):
            self.assertIn("</html>", self.page({}, {"retries": PANELS}, report=garbage))

    def test_tables_name_their_rows_and_columns(self):
        html = self.page({}, {"retries": PANELS}, report=REPORT)
        self.assertIn("<caption>retries, 10 tasks</caption>", html)
        self.assertIn('<th scope="col">median</th>', html)
        self.assertIn('<td data-v="0.0148">14.8 ms</td>', html)

    def test_lines_of_a_reason_may_be_broken_and_those_of_a_figure_may_not(self):
        html = self.page({}, {"retries": PANELS}, report=(
            "## retries, 10 tasks\n\n| implementation | median |\n| :-- | --: |\n"
            "| threads | 14.8 ms |\n| tbb | skipped: it was compiled without |\n"))
        self.assertIn('<td class="note">skipped: it was', html)
        self.assertIn('<td data-v="0.0148">14.8 ms</td>', html)

    def test_the_legend_is_with_the_machine_at_the_end(self):
        html = self.page({}, {"retries": PANELS}, report=REPORT)
        self.assertLess(html.index('id="machine"'), html.index("median: of the wall time."))

    def test_cells_are_sorted_by_their_number_in_one_unit(self):
        for text, value in (("14.8 ms", 0.0148), ("~3 µs", 3e-6), ("1,234", 1234), ("2 KiB", 2048),
                            ("1.5x", 1.5), ("35%", 35), ("≥7", 7), ("fast", None), ("3rd", None)):
            found = sort_key(text)
            self.assertEqual(found if found is None else round(found, 9), value, text)

    def test_the_page_begins_with_the_answer_then_the_map_and_ends_with_the_machine(self):
        html = self.written(variants.with_findings(), {"merge_sort": None})
        places = [html.index(f'id="{name}"') for name in ("answer", "map", "merge_sort", "machine")]
        self.assertEqual(places, sorted(places))
        answer = html[places[0]:places[1]]
        self.assertIn("I/O-bound work: take coroutines.", answer)
        self.assertIn("Threads are the fastest.", answer)
        self.assertIn("10,000,000 integers, CPU-bound", answer)
        self.assertIn('href="#machine"', answer)
        rows = answer.split("<tr>")
        merge_sort = next(row for row in rows if "merge_sort" in row)
        self.assertEqual([word in merge_sort for word in (
            "threads won", "processes won", "coroutines won")], [True, False, False])
        delayed = next(row for row in rows if "delayed_messages" in row)
        self.assertEqual(delayed.count("<br>among the fastest"), 2)
        self.assertIn("Least memory: all.", html[places[2]:])

    def test_an_older_file_has_an_answer_too(self):
        html = self.written(variants.with_intervals(), {"merge_sort": None})
        answer = html[html.index('id="answer"'):html.index('id="map"')]
        self.assertIn("At 10,000,000 integers", answer)
        self.assertNotIn(" won", answer)  # all of its ratios are 1.2 to 1.6
        self.assertIn("x</b>", answer)

    def test_invalid_findings_are_ignored(self):
        document = variants.with_findings()
        document["context"]["findings"] += [None, 7, {}, {"workload": 7},
                                            {"workload": "sort_many", "fastest": 7, "size": []}]
        document["context"]["which_one_when"] = [7, None, "kept"]
        self.assertIn("kept", self.written(document, {"merge_sort": None}))
        document["context"].update(findings={"a": 1}, which_one_when="no list")
        self.assertIn("</html>", self.written(document, {"merge_sort": None}))

    def test_the_panels_of_mixed_are_in_the_section_of_the_map(self):
        html = self.page({}, {"retries": PANELS, "mixed": PANELS}, report=REPORT)
        self.assertIn("The three panels of <code>mixed</code>", html)
        self.assertNotIn('id="mixed"', html)

    def test_a_page_without_a_map_says_how_to_measure_one(self):
        self.assertIn("triptych map --json FILE", self.page({}, {"retries": PANELS}))

    def test_the_map_has_its_explanation_and_where_it_was_measured(self):
        text = "| this file | |\n|---|---|\n| processor | Abacus |\n\n**Warning:** old"
        notebook = new_notebook(cells=[
            new_markdown_cell("## Explain\n\nThe cause.", metadata={"tags": ["report"]})])
        html = self.page({"map": notebook}, {"retries": PANELS}, text, report=REPORT)
        self.assertIn('<th scope="row">processor</th><td>Abacus</td>', html)
        self.assertIn("<strong>Warning:</strong> old", html)
        self.assertIn("The cause.", html)
        self.assertNotIn("There is no map", html)

    def test_only_the_page_s_own_script_may_run(self):
        html = self.page({}, {"retries": PANELS}, report=REPORT)
        script = html[html.index("<script>") + 8:html.index("</script>")]
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        self.assertIn(f"script-src 'sha256-{digest}'", html)

    def test_nothing_is_fetched_from_elsewhere(self):
        html = self.page({}, {"retries": PANELS}, report=REPORT)
        self.assertEqual(html.count("<script"), 1)
        for foreign in ("http://", "https://", "@import", "url("):
            self.assertNotIn(foreign, html)
