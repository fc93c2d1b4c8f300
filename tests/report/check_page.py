"""Reads a page as a browser does that has no network: nothing is missing, and everybody can read
it, on a desk, on a phone and on paper.

    check_page.py PAGE [FOLDER]    leaves screenshots and the printed page in FOLDER
"""

import base64
import json
import os
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

DESK, PHONE = 1400, 400
# The contrast of a text and what is behind it, after WCAG 2; the least of each pair of colours.
CONTRASTS = """
const channels = text => text.match(/[\\d.]+/g).map(Number);
const luminance = rgb => rgb.slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const behind = element => {
    for (; element; element = element.parentElement) {
        const colour = channels(getComputedStyle(element).backgroundColor);
        if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
};
const found = {};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.getClientRects().length) continue;
    const ours = channels(getComputedStyle(element).color), theirs = behind(element);
    const [light, dark] = [luminance(ours), luminance(theirs)].sort((a, b) => b - a);
    found[`${ours} on ${theirs} (${element.tagName} ${element.className})`] =
        (light + 0.05) / (dark + 0.05);
}
return found;
"""
PANELS = """
return [...document.querySelectorAll('.triptych')].map(triptych =>
    [...triptych.querySelectorAll('h4')].map(heading => {
        const box = heading.getBoundingClientRect();
        return [Math.round(box.left), Math.round(box.top + scrollY)];
    }));
"""
STEPS = """
return [...document.querySelectorAll('.triptych')].map(triptych => {
    const rows = {};
    for (const step of triptych.querySelectorAll('pre:not(.above)'))
        (rows[step.style.gridRow] ??= []).push(Math.round(step.getBoundingClientRect().top));
    return Object.values(rows);
});
"""


class Page(unittest.TestCase):
    path = Path()
    pictures = None

    @classmethod
    def setUpClass(cls):
        cls.profile = tempfile.mkdtemp()
        options = webdriver.ChromeOptions()
        for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                     "--no-first-run", "--disable-background-networking", "--disable-sync",
                     "--disable-component-update", "--disable-dev-shm-usage",
                     "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
                     f"--user-data-dir={cls.profile}"):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            del os.environ[name]
        cls.browser = webdriver.Chrome(service=Service(shutil.which("chromedriver")),
                                       options=options)
        cls.wide(DESK)
        cls.browser.get("about:blank")  # the browser's own first page is not ours
        cls.browser.get_log("performance")
        cls.browser.get(cls.path.as_uri())

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        shutil.rmtree(cls.profile, ignore_errors=True)

    @classmethod
    def wide(cls, width):
        cls.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})

    def run_script(self, script):
        return self.browser.execute_script(script)

    def picture(self, name):
        if self.pictures:
            shot = self.browser.execute_cdp_cmd("Page.captureScreenshot", {
                "captureBeyondViewport": True})
            (self.pictures / name).write_bytes(base64.b64decode(shot["data"]))

    def test_nothing_but_the_file_is_asked_for_and_nobody_complains(self):
        asked = []
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        self.assertIn(self.path.as_uri(), asked)
        self.assertEqual([url for url in asked if not url.startswith(("file:", "data:"))], [])
        self.assertEqual([url for url in asked if url.startswith("file:")], [self.path.as_uri()])
        self.assertEqual(self.browser.get_log("browser"), [])
        self.assertEqual(self.run_script("return document.scripts.length"), 0)

    def test_every_image_is_there_and_is_told_in_words(self):
        images = self.run_script("return [...document.images].map(i => [i.naturalWidth, i.alt])")
        self.assertGreater(len(images), 3)
        for width, alt in images:
            self.assertGreater(width, 100)
            self.assertGreater(len(alt), 20)

    def test_headings_are_in_order_below_one_title(self):
        levels = self.run_script("return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]"
                                 ".map(h => Number(h.tagName[1]))")
        self.assertEqual(levels.count(1), 1)
        self.assertEqual(levels[0], 1)
        for above, level in zip(levels, levels[1:]):
            self.assertLessEqual(level, above + 1)

    def test_language_title_and_landmarks_are_given(self):
        self.assertEqual(self.run_script("return document.documentElement.lang"), "en")
        self.assertIn("Triptych", self.browser.title)
        for landmark in ("header", "nav", "main", "footer"):
            count = self.run_script(f"return document.querySelectorAll('body > {landmark}').length")
            self.assertEqual(count, 1, landmark)

    def test_links_lead_somewhere_and_no_name_is_given_twice(self):
        names = self.run_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
        self.assertEqual(len(names), len(set(names)))
        links = self.run_script("return [...document.links].map(a => a.getAttribute('href'))")
        self.assertGreater(len(links), 3)
        self.assertEqual([link for link in links if link.removeprefix("#") not in names], [])

    def test_text_and_code_stand_out_from_what_is_behind(self):
        contrasts = self.run_script(CONTRASTS)
        self.assertGreater(len(contrasts), 10)
        self.assertEqual({which: value for which, value in contrasts.items() if value < 4.5}, {})

    def test_three_panels_stand_side_by_side_on_a_desk_each_step_level(self):
        self.wide(DESK)
        self.picture("desk.png")
        panels = self.run_script(PANELS)
        self.assertTrue(panels)
        for panel in panels:
            lefts, tops = zip(*panel)
            self.assertEqual(len(set(tops)), 1)
            self.assertEqual(sorted(set(lefts)), list(lefts))
        self.assertTrue(any(len(tops) == 3 for steps in self.run_script(STEPS) for tops in steps))
        for steps in self.run_script(STEPS):
            for tops in steps:
                self.assertEqual(len(set(tops)), 1)
        self.assertLessEqual(self.run_script("return document.scrollingElement.scrollWidth"), DESK)

    def test_panels_stand_one_below_the_other_on_a_phone_and_nothing_sticks_out(self):
        self.wide(PHONE)
        self.addCleanup(self.wide, DESK)
        self.picture("phone.png")
        for panel in self.run_script(PANELS):
            lefts, tops = zip(*panel)
            self.assertEqual(len(set(lefts)), 1)
            self.assertEqual(sorted(set(tops)), list(tops))
        self.assertLessEqual(self.run_script("return document.scrollingElement.scrollWidth"), PHONE)

    def test_on_paper_the_panels_are_side_by_side_and_nothing_is_cut_off(self):
        paper = {"printBackground": True, "preferCSSPageSize": True}
        printed = base64.b64decode(self.browser.execute_cdp_cmd("Page.printToPDF", paper)["data"])
        if self.pictures:
            (self.pictures / "paper.pdf").write_bytes(printed)
        self.assertTrue(printed.startswith(b"%PDF"))
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.addCleanup(self.browser.execute_cdp_cmd, "Emulation.setEmulatedMedia", {"media": ""})
        self.wide(1032)  # 273 mm: A4 across, without its margins
        self.addCleanup(self.wide, DESK)
        for panel in self.run_script(PANELS):
            self.assertEqual(len({top for _, top in panel}), 1)
        self.assertLessEqual(self.run_script("return document.scrollingElement.scrollWidth"), 1032)


if __name__ == "__main__":
    Page.path = Path(sys.argv[1]).resolve()
    if len(sys.argv) > 2:
        Page.pictures = Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
