"""Opens the page of a hostile results file in a browser: all its texts are shown as text, and none
is interpreted.

check_hostile.py PAGE """

import sys
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "notebooks"))
sys.path.append(str(Path(__file__).resolve().parents[2] / "notebooks"))

import hostile  # noqa: E402
from browser import InBrowser  # noqa: E402

# Fields that the page shows, of the results file and of the map.
SHOWN = ("cpu", "kernel", "compiler", "flags", "time", "text", "seed", "library", "version",
         "error_message", "report words", "report cell", "cores", "missing", "reason", "sentence",
         "which_one_when", "more")
# Elements that load, run or send something, or link to other pages.
FOREIGN = """
return [...document.querySelectorAll('*')].filter(element =>
    ['IFRAME', 'OBJECT', 'EMBED', 'FORM', 'BASE', 'IMG', 'MATH', 'VIDEO', 'AUDIO',
     'FOREIGNOBJECT', 'ANIMATE'].includes(element.tagName.toUpperCase())
    || (element.tagName == 'INPUT' && !element.matches('.tt-controls > [type=range]'))
    || [...element.attributes].some(one => one.name.startsWith('on'))
    || element.src || (element.tagName == 'SCRIPT' && element.parentElement != document.body)
    || (element.tagName == 'svg' && !element.closest('figure'))
    || (element.tagName == 'use' && !element.getAttribute('xlink:href').startsWith('#'))
    || (element.tagName == 'A' && !element.getAttribute('href').startsWith('#'))
).map(element => element.outerHTML);
"""


class HostilePage(InBrowser):
    def test_no_script_has_run_and_nothing_was_loaded(self):
        self.assert_nothing_is_requested()
        self.assertTrue(self.browser.title.startswith("Triptych:"))

    def test_the_file_adds_no_elements(self):
        self.assertEqual(self.run_script(FOREIGN), [])

    def test_every_text_of_the_file_is_shown_unchanged(self):
        seen = self.run_script("return document.body.textContent")
        for field in SHOWN:
            self.assertIn(f"{field}:{hostile.SCRIPT}", seen)
        for unseen in "\x1b\x9b\u202e":
            self.assertNotIn(unseen, seen)

    def test_the_content_security_policy_stops_an_inserted_script(self):
        self.run_script("""const script = document.createElement('script');
            script.textContent = 'document.title = "owned"';
            document.body.append(script);
            script.remove();""")
        self.assertNotEqual(self.browser.title, "owned")
        self.browser.get_log("browser")  # empties it: the browser has logged the violation


if __name__ == "__main__":
    HostilePage.path = Path(sys.argv[1]).resolve()
    unittest.main(argv=sys.argv[:1])
