"""Timelines are recorded once for each build, and shown in notebooks and on the page."""

import base64
import contextlib
import hashlib
import io
import json
import os
import re
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import fake_results
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from triptych.page import page
from triptych.results import load
from triptych.timelines import Timelines, read, record, without_titles

PARTS = {"svg": '<svg class="tt"></svg>', "alt": "Timelines: two.", "style": ".tt-part{top:0}",
         "html": '<div class="tt-part"><svg class="tt"></svg></div>', "script": "\n(() => {})();\n"}
# Stands for `triptych trace WORKLOAD --json FILE`, and counts how often it is called.
PROGRAM = """#!/bin/sh
echo "$2" >> "$(dirname "$0")/calls"
[ "$2" != hello ] || { echo 'trace: no library' >&2; exit 2; }
printf '%s' '{"svg": "", "alt": "", "html": "", "style": "", "script": ""}' > "$4"
"""


class Recorded(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.build = Path(folder.name)
        self.program = self.build / "triptych"
        self.program.write_text(PROGRAM, encoding="utf-8")
        self.program.chmod(0o755)
        os.utime(self.program, (1, 1))
        self.folder = self.build / "timelines"

    def calls(self):
        return (self.build / "calls").read_text(encoding="utf-8").split()

    def test_a_timeline_is_recorded_once_for_each_build(self):
        record(self.build, ["map", "retries"], self.folder)
        record(self.build, ["map", "retries"], self.folder)
        self.assertEqual(self.calls(), ["map", "retries"])
        future = (self.folder / "map.json").stat().st_mtime + 100
        os.utime(self.program, (future, future))
        record(self.build, ["map"], self.folder)
        self.assertEqual(self.calls(), ["map", "retries", "map"])

    def test_where_nothing_can_be_recorded_a_line_says_why_and_the_others_follow(self):
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            record(self.build, ["hello", "retries"], self.folder)
        self.assertEqual(said.getvalue(), "no timeline of hello: trace: no library\n")
        self.assertIsNone(read("hello", self.folder))
        self.assertIsNotNone(read("retries", self.folder))

    def test_a_file_that_is_no_timeline_is_none(self):
        self.folder.mkdir()
        for text in ("", "[]", "7", "{}", '{"svg": 7}', json.dumps({**PARTS, "html": None})):
            (self.folder / "retries.json").write_text(text, encoding="utf-8")
            self.assertIsNone(read("retries", self.folder), text)


class Shown(unittest.TestCase):
    def shown(self, parts):
        with mock.patch("triptych.timelines.read", return_value=parts), \
                mock.patch("triptych.timelines.display") as display:
            Timelines("retries")._ipython_display_()
        return [call.args[0] for call in display.call_args_list]

    def test_a_notebook_shows_the_graphic_and_how_to_see_more(self):
        graphic, text = self.shown(PARTS)
        self.assertEqual(graphic["image/svg+xml"], PARTS["svg"])
        self.assertEqual(graphic["text/plain"], PARTS["alt"])
        self.assertIn("`./triptych trace retries`", text.data)

    def test_a_notebook_without_a_timeline_says_how_to_draw_it(self):
        (text,) = self.shown(None)
        self.assertIn("`./triptych trace retries` draws one", text.data)

    def test_what_is_committed_has_no_titles_but_all_parts(self):
        svg = '<svg class="tt"><rect x="1"><title>main: runs</title></rect><text>m</text></svg>'
        cell = new_code_cell("x", outputs=[new_output("display_data", {"image/svg+xml": svg})])
        notebook = new_notebook(cells=[new_markdown_cell("text"), cell])
        smaller = without_titles(notebook).cells[1].outputs[0].data["image/svg+xml"]
        self.assertEqual(smaller, '<svg class="tt"><rect x="1"/><text>m</text></svg>')
        self.assertEqual(cell.outputs[0].data["image/svg+xml"], svg)

    def test_the_page_has_each_graphic_and_the_script_once(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results.json"
            path.write_text(json.dumps(fake_results.document()), encoding="utf-8")
            html = page(load(path), {}, {"retries": None, "hello": None, "elsewhere": None},
                        timelines={"retries": PARTS, "hello": PARTS, "elsewhere": None})
        self.assertEqual(html.count(PARTS["html"]), 2)
        self.assertEqual(html.count(PARTS["style"]), 1)
        script = re.search("<script>(.*)</script>", html, re.DOTALL)[1]
        self.assertEqual(script.count("(() => {})();"), 1)
        known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        self.assertIn(f"script-src 'sha256-{known}'", html)


if __name__ == "__main__":
    unittest.main()
