"""Opens a page in a browser that has no network: nothing is missing, and it is readable on a
desktop, on a phone, on paper, and by a screen reader.

check_page.py PAGE [FOLDER]    leaves screenshots and the printed page in FOLDER """

import base64
import sys
import unittest
from pathlib import Path

from browser import DESK, InBrowser

PHONE, SMALL = 400, 320
MODELS = ["threads", "processes", "coroutines"]
WORKLOADS = sorted(  # that have three panels
    path.stem for path in (Path(__file__).resolve().parents[2] / "threads").glob("*.cpp")
    if all((path.parent.parent / model / path.name).exists() for model in MODELS)
    and (path.parent.parent / "common/workloads" / f"{path.stem}.hpp").exists())
# The contrast of each text and its background, by WCAG 2.
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
# Elements that are wider than the screen, and in no box that scrolls by itself.
OVERFLOWING = """
const found = [];
for (const element of document.querySelectorAll('body *')) {
    if (element.closest('.table, pre > *, .skip') || !element.textContent.trim()) continue;
    const box = element.getBoundingClientRect();
    if (box.right > innerWidth + 1 && getComputedStyle(element).position != 'absolute')
        found.push(`${element.tagName} ${element.className} ${Math.round(box.right)}`);
}
return found;
"""
# For each table: its caption, the scopes of its column headers, and the first cell of each row.
TABLES = """
return [...document.querySelectorAll('table')].map(table => [
    table.caption?.textContent ?? '',
    [...table.querySelectorAll('thead th')].map(th => th.scope),
    [...table.tBodies[0].rows].map(row => row.cells[0].tagName + ' ' + row.cells[0].scope),
    !!table.closest('.table')]);
"""


class Page(InBrowser):
    pictures = None

    def picture(self, name):
        if self.pictures:
            width, height = self.run_script("""const page = document.scrollingElement;
                return [page.scrollWidth, page.scrollHeight];""")
            shot = self.browser.execute_cdp_cmd("Page.captureScreenshot", {
                "captureBeyondViewport": True, "clip": {
                    "x": 0, "y": 0, "width": width, "height": min(height, 16_000), "scale": 1}})
            (self.pictures / name).write_bytes(base64.b64decode(shot["data"]))

    def test_only_the_file_is_requested_and_the_browser_logs_no_error(self):
        self.assert_nothing_is_requested()

    def test_every_image_is_there_and_has_an_alternative_text(self):
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

    def test_links_have_targets_and_ids_are_unique(self):
        names = self.run_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
        self.assertEqual(len(names), len(set(names)))
        links = self.run_script("return [...document.links].map(a => a.getAttribute('href'))")
        self.assertGreater(len(links), 3)
        self.assertEqual([link for link in links if link.removeprefix("#") not in names], [])

    def test_text_and_code_have_enough_contrast(self):
        contrasts = self.run_script(CONTRASTS)
        self.assertGreater(len(contrasts), 10)
        self.assertEqual({which: value for which, value in contrasts.items() if value < 4.5}, {})

    def test_panels_are_side_by_side_on_a_desktop_with_each_step_level(self):
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

    def test_panels_are_one_below_the_other_on_a_phone_and_nothing_overflows(self):
        self.wide(PHONE)
        self.addCleanup(self.wide, DESK)
        self.picture("phone.png")
        for panel in self.run_script(PANELS):
            lefts, tops = zip(*panel)
            self.assertEqual(len(set(lefts)), 1)
            self.assertEqual(sorted(set(tops)), list(tops))
        self.assertLessEqual(self.run_script("return document.scrollingElement.scrollWidth"), PHONE)

    def test_on_a_small_phone_and_with_large_text_nothing_overflows(self):
        self.addCleanup(self.wide, DESK)
        self.addCleanup(self.run_script, "document.documentElement.style.fontSize = ''")
        for width, size in ((SMALL, "100%"), (SMALL, "200%"), (PHONE, "200%"), (DESK, "200%")):
            self.wide(width)
            self.run_script(f"document.documentElement.style.fontSize = '{size}'")
            self.picture(f"{width}_{size[:-1]}.png")
            self.assertEqual(self.run_script(OVERFLOWING), [], (width, size))
            self.assertLessEqual(self.run_script("return document.scrollingElement.scrollWidth"),
                                 width, size)

    def test_each_workload_and_the_map_have_panels_of_all_models(self):
        shown = self.run_script("""
            return [...document.querySelectorAll('.triptych')].map(triptych => [
                triptych.closest('section').id,
                [...triptych.querySelectorAll('.panel')].map(panel => panel.classList[1]),
                [...triptych.querySelectorAll('.panel h4 code')].map(code => code.textContent)]);
            """)
        sections = self.run_script("return [...document.querySelectorAll('section.workload')]"
                                   ".map(section => section.id)")
        self.assertEqual(sorted({section for section, _, _ in shown}), sorted({*sections, "map"}))
        for _, models, _ in shown:
            self.assertEqual(models, MODELS)
        files = {file for _, _, names in shown for file in names}
        self.assertLessEqual({f"{model}/mixed.cpp" for model in MODELS}, files)
        self.assertEqual({Path(file).stem for file in files}, {*sections, "mixed"})
        self.assertLessEqual(set(sections), set(WORKLOADS))

    def test_each_panel_has_its_figures_below_it_if_there_are_verdicts(self):
        if not self.run_script("return document.querySelectorAll('.verdicts dt').length"):
            self.skipTest("the results have no report")
        counts = self.run_script("""
            return [...document.querySelectorAll('section.workload .triptych')].map(
                triptych => triptych.querySelectorAll('.figures span').length);
            """)
        for count in counts:
            self.assertGreater(count, 3)

    def test_code_is_highlighted(self):
        colours = self.run_script("""
            return [...document.querySelectorAll('.panel pre:not(.above)')].slice(0, 9).map(pre =>
                new Set([...pre.querySelectorAll('span[class]:not(.line)')].map(
                    span => getComputedStyle(span).color)).size);
            """)
        self.assertGreater(max(colours), 2)

    def test_the_map_is_there_as_two_pictures_or_how_to_measure_one(self):
        images, text = self.run_script("""
            const map = document.getElementById('map');
            return [[...map.querySelectorAll('img')].map(i => [i.naturalWidth, i.alt]),
                    map.textContent];
            """)
        if not images:
            self.assertIn("triptych map --json FILE", text)
            return
        self.assertEqual(len(images), 2)
        self.assertIn("Map of the fastest models", images[0][1])
        self.assertIn("a loop has one", text)  # what the notebook explains
        self.assertIn("places measured", text)

    def test_letters_of_plots_are_large_enough_on_a_phone(self):
        self.wide(PHONE)
        self.addCleanup(self.wide, DESK)
        shown = self.run_script("return [...document.images].map(i => [i.width, i.naturalWidth])")
        for width, pixels in shown:  # 9.5 points at 144 dots an inch are 19 pixels
            self.assertGreaterEqual(19 * width / pixels, 9)

    def test_every_table_has_a_caption_and_headers_of_rows_and_columns(self):
        tables = self.run_script(TABLES)
        self.assertTrue(tables)
        for caption, columns, rows, headed in tables:
            self.assertTrue(caption)
            self.assertEqual(set(columns), {"col"} if headed else set())
            self.assertEqual(set(rows), {"TH row"}, caption)

    def test_the_legend_is_below_the_table_that_sums_up_all(self):
        if not self.run_script("return document.querySelectorAll('.verdicts dt').length"):
            self.skipTest("the results have no report")
        key = self.run_script("return document.querySelector('#glance .table + .legend')"
                              "?.textContent ?? ''")
        for sign in ("~", "!", "busy", "ideal", "CPU", "switches"):
            self.assertIn(sign, key)

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
