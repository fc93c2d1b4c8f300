"""Texts from untrusted files: in the notebooks and on the page they stay text."""

import io
import json
import os
import tempfile
import unittest
from contextlib import redirect_stderr
from html.parser import HTMLParser
from pathlib import Path

import hostile
import matplotlib

matplotlib.use("Agg")

from nbconvert.filters.markdown_mistune import markdown2html_mistune  # noqa: E402
from triptych.escape import for_markdown, for_terminal, markdown_of, text_of  # noqa: E402
from triptych.lesson import Lesson, draw  # noqa: E402
from triptych.map import Map  # noqa: E402
from triptych.measure import run_program  # noqa: E402
from triptych.page import page  # noqa: E402
from triptych.results import ResultsError, load  # noqa: E402
from triptych.words import about_absent, about_machine  # noqa: E402

OURS = {"p", "strong", "em", "ul", "li", "span", "table", "thead", "tbody", "tr", "th", "td"}
OF_PICTURES = {"svg", "defs", "g", "path", "text", "tspan", "style", "rect", "use", "clippath",
               "pattern"}


class Elements(HTMLParser):
    """The elements and the text that a browser sees."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text = set(), [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


class Escaping(unittest.TestCase):
    def test_for_terminal_writes_out_invisible_characters(self):
        self.assertEqual(for_terminal("a\x1b[31m\n\x9b\u202e\U000e0041\ud800é"),
                         "a\\x1b[31m\\x0a\\x9b\\u202e\\U000e0041\\ud800é")

    def test_for_markdown_leaves_no_markup_and_text_of_reverses_it(self):
        raw = "<b>&lt; *x* [a](b) `c` | $y$ \\(z\\) http://a www.b"
        written = for_markdown(raw)
        for sign in "<>*[]`|$\\":
            self.assertNotIn(sign, written.replace("<span>", "").replace("</span>", ""))
        self.assertEqual(text_of(written), raw)
        self.assertEqual(Elements(markdown2html_mistune(written)).text.strip(), raw)

    def test_text_of_reads_the_markdown_of_the_program(self):
        self.assertEqual(text_of(r"\[a\] \\ \| &lt;b&gt; https\:// www\.x merge_sort"),
                         r"[a] \ | <b> https:// www.x merge_sort")

    def test_markdown_of_escapes_keys_and_lists(self):
        self.assertEqual(markdown_of({"<": ["<", 1, None, {"a": "<"}]}),
                         {"&#60;": ["&#60;", 1, None, {"a": "&#60;"}]})


class Hostile(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, document):
        path = self.folder / "file.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document),
                        encoding="utf-8")
        return path

    def assert_text(self, markdown, *fields):
        """Asserts that it has only our elements, and shows these fields as they are."""
        found = Elements(markdown2html_mistune(markdown))
        self.assertLessEqual(found.tags, OURS)
        self.assertEqual(found.attributes, [])
        for field in fields:
            self.assertIn(f"{field}:{hostile.SCRIPT}", found.text)
        for unseen in "\x1b\x9b\u202e\ud800":
            self.assertNotIn(unseen, markdown)

    def test_every_field_of_a_results_file_is_text_in_a_notebook(self):
        results = load(self.write(hostile.results()))
        self.assert_text(about_machine(results), "cpu", "kernel", "compiler", "flags", "time",
                         "text", "seed", "library", "version")
        self.assert_text(about_absent(results), "error_message")
        self.assert_text(Lesson("merge_sort", results).compare({"threads": 1}).data)
        header = Lesson("merge_sort", results).header().data.replace("[the index](index.ipynb)", "")
        self.assert_text(header, "error_message", "cpu")
        said = Lesson("merge_sort", results).describe("times", "efficiency", "gain", "growth",
                                                      "busy")
        self.assert_text(said.data)
        drawn = draw(results, ("merge_sort", "times"))
        self.assert_text(drawn.caption)
        for image in drawn.images:
            self.assertLessEqual(Elements(image).tags, OF_PICTURES)
            self.assertNotIn("\x1b", image)
        for fields in (results.findings["merge_sort"], *[{"": one} for one in
                                                         results.which_one_when]):
            for said in fields.values():
                self.assert_text(str(said))

    def test_every_field_of_a_map_is_text_in_a_notebook(self):
        chart = Map(self.write(hostile.chart()))
        self.assert_text(chart.machine().data, "cpu", "cores", "missing", "reason", "text")
        self.assert_text(chart.describe().data)
        self.assertNotIn("<", "".join(chart.draw().alts))

    def test_the_page_shows_every_field_of_a_file_as_text(self):
        for quote in (lambda raw: raw, for_markdown):
            results = load(self.write(hostile.results(hostile.report(quote))))
            html = page(results, {}, {name: None for name in set(results.runs["workload"])})
            self.assertEqual(html.count("<script"), 1)  # its own
            for unseen in "\x1b\x9b\u202e\ud800":
                self.assertNotIn(unseen, html)
            found = Elements(html)
            self.assertEqual({name for name, _ in found.attributes if name.startswith("on")}, set())
            self.assertLessEqual({value for name, value in found.attributes
                                  if name in ("href", "src") and not value.startswith("#")},
                                 {"data:,"})
            for field in ("cpu", "error_message", "sentence", "which_one_when"):
                self.assertIn(f"{field}:{hostile.SCRIPT}", found.text)

    def test_a_quoted_text_in_the_report_is_shown_unchanged(self):
        results = load(self.write(hostile.results(hostile.report(for_markdown))))
        html = page(results, {}, {"merge_sort": None})
        shown = for_terminal(hostile.text("report cell").replace("\n", " "))
        self.assertIn(" ".join(shown.split()), " ".join(Elements(html).text.split()))

    def test_load_refuses_a_file_that_is_nested_too_deep(self):
        with self.assertRaisesRegex(ResultsError, "nested too deep"):
            load(self.write("[" * 100_000 + "]" * 100_000))

    def test_error_messages_have_no_escape_sequences(self):
        def fail(_words):
            load(self.folder / "\x1b[31m.json")

        errors = io.StringIO()
        with redirect_stderr(errors), self.assertRaises(SystemExit):
            run_program("triptych report", fail)
        self.assertIn("\\x1b[31m.json: No such file", errors.getvalue())
        self.assertNotIn("\x1b", errors.getvalue())


if __name__ == "__main__":
    os.environ.setdefault("MPLCONFIGDIR", tempfile.gettempdir())
    unittest.main()
