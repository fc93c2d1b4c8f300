"""Opens a page in a browser that has no network: nothing is missing, and it is readable on a
desktop, on a phone, on paper, and by a screen reader.

check_page.py PAGE [FOLDER]    leaves screenshots and the printed page in FOLDER """

import base64
import re
import sys
import unittest
from pathlib import Path

from browser import DESK, InBrowser

PHONE, SMALL, TABLET = 400, 320, 768
SCHEMES = ("light", "dark")
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
    if (!texts.currentNode.data.trim() || element.closest('script')
        || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const ours = channels(element.closest('svg') ? style.fill : style.color);
    const theirs = behind(element);
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
    if (element.closest('.table, pre > *, .skip, svg, script') || !element.textContent.trim())
        continue;
    const box = element.getBoundingClientRect();
    if (box.right > innerWidth + 1 && getComputedStyle(element).position != 'absolute')
        found.push(`${element.tagName} ${element.className} ${Math.round(box.right)}`);
}
return found;
"""
# Texts of pictures of which a part is outside of their picture.
CUT = """
const found = [];
for (const svg of document.querySelectorAll('svg')) {
    const box = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll('text')) {
        const own = text.getBoundingClientRect();
        if (own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1
            || own.bottom > box.bottom + 1) found.push(svg.ariaLabel.slice(0, 60) + ': '
                + text.textContent);
    }
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

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser.execute_script("for (const one of document.querySelectorAll('main details'))"
                                   " one.open = true;")

    def prefer(self, scheme):
        """Light or dark mode until the end of the test."""
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.addCleanup(self.browser.execute_cdp_cmd, "Emulation.setEmulatedMedia",
                        {"features": []})

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

    def test_every_picture_is_drawn_and_has_an_alternative_text(self):
        pictures = self.run_script("""return [...document.querySelectorAll('svg')].map(svg => [
            svg.getBoundingClientRect().width, svg.getAttribute('role'),
            svg.getAttribute('aria-label') ?? '', svg.querySelectorAll('path, rect').length]);""")
        self.assertGreater(len(pictures), 3)
        for width, role, label, paths in pictures:
            self.assertGreater(width, 100)
            self.assertEqual(role, "img")
            self.assertGreater(len(label), 20)
            self.assertGreater(paths, 0)

    def test_a_workload_has_two_pictures_at_most_and_each_begins_with_its_finding(self):
        counts = self.run_script("return [...document.querySelectorAll('section.workload')]"
                                 ".map(section => section.querySelectorAll('svg:not(.tt)').length)")
        self.assertLessEqual(max(counts), 2)
        titles = self.run_script("""return [...document.querySelectorAll('svg')].map(svg =>
            [...svg.querySelectorAll('text, tspan')].filter(text =>
                getComputedStyle(text).fontWeight >= 700).length);""")
        self.assertGreater(min(titles), 0)

    def test_a_workload_has_the_timelines_of_its_three_models_and_the_same_in_sentences(self):
        drawn = self.run_script("""
            return [...document.querySelectorAll('section.workload')].map(section => [
                section.id, section.querySelectorAll('.tt-part').length,
                [...section.querySelectorAll('svg.tt .title')].map(title => title.textContent),
                [...section.querySelectorAll('.tt-story ol')].map(list => list.children.length),
                section.querySelectorAll('svg.tt rect title').length]);""")
        for workload, parts, titles, sentences, explained in drawn:
            self.assertEqual(parts, 1, workload)
            names = [re.match(rf"{workload}/([a-z]+)", title)[1] for title in titles]
            self.assertEqual(list(dict.fromkeys(names)), MODELS, workload)
            self.assertEqual(len(sentences), len(titles), workload)
            self.assertGreater(min(sentences), 1, workload)
            self.assertGreater(explained, 3, workload)

    def test_replay_moves_a_cursor_and_says_what_each_task_does(self):
        self.browser.execute_async_script("""
            const done = arguments[0], part = document.querySelector('.tt-part');
            part.querySelector('.tt-play').click();
            const wait = () => part.querySelector('.tt-now').children.length
                ? done() : requestAnimationFrame(wait);
            wait();""")
        middle, now, time, button = self.run_script("""
            const part = document.querySelector('.tt-part');
            const place = part.querySelector('.tt-place');
            place.value = 500;
            place.dispatchEvent(new Event('input'));
            return [Number(part.querySelector('.cursor').getAttribute('x1')),
                    [...part.querySelectorAll('.tt-now li')].map(item => item.textContent),
                    part.querySelector('.tt-time').textContent,
                    part.querySelector('.tt-play').textContent];""")
        self.assertEqual(middle, 550)
        self.assertTrue(any("main" in item for item in now), now)
        self.assertRegex(time, r"[0-9.]+ ms")
        self.assertEqual(button, "Replay")

    def test_no_text_of_a_picture_is_cut_off(self):
        for width in (PHONE, TABLET, DESK):
            self.wide(width)
            self.addCleanup(self.wide, DESK)
            self.assertEqual(self.run_script(CUT), [], width)

    def test_a_model_has_the_same_exact_colour_in_light_and_dark_mode(self):
        for scheme in SCHEMES:
            self.prefer(scheme)
            colours = set(self.run_script("""
                return [...document.querySelectorAll('svg path')].map(path =>
                    getComputedStyle(path).fill);"""))
            for colour in ("rgb(0, 114, 178)", "rgb(213, 94, 0)", "rgb(0, 158, 115)"):
                self.assertIn(colour, colours, scheme)

    def test_pictures_follow_the_colour_scheme(self):
        seen = {}
        for scheme in SCHEMES:
            self.prefer(scheme)
            seen[scheme] = self.run_script("""
                const text = document.querySelector('svg text');
                return [getComputedStyle(text).fill,
                        getComputedStyle(document.body).backgroundColor];""")
        self.assertEqual(seen["light"][1], "rgb(255, 255, 255)")
        for light, dark in zip(seen["light"], seen["dark"]):
            self.assertNotEqual(light, dark)

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

    def test_text_and_code_have_enough_contrast_in_light_and_dark_mode(self):
        for scheme in SCHEMES:
            self.prefer(scheme)
            contrasts = self.run_script(CONTRASTS)
            self.assertGreater(len(contrasts), 10)
            low = {which: value for which, value in contrasts.items() if value < 4.5}
            self.assertEqual(low, {}, scheme)

    def test_panels_are_side_by_side_on_a_desktop_with_each_step_level(self):
        self.wide(DESK)
        self.picture("desk.png")
        self.prefer("dark")
        self.picture("desk_dark.png")
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
        self.prefer("dark")
        self.picture("phone_dark.png")
        for panel in self.run_script(PANELS):
            lefts, tops = zip(*panel)
            self.assertEqual(len(set(lefts)), 1)
            self.assertEqual(sorted(set(tops)), list(tops))
        self.assertLessEqual(self.run_script("return document.scrollingElement.scrollWidth"), PHONE)

    def test_on_a_small_phone_and_with_large_text_nothing_overflows(self):
        self.addCleanup(self.wide, DESK)
        self.addCleanup(self.run_script, "document.documentElement.style.fontSize = ''")
        for width, size in ((SMALL, "100%"), (TABLET, "100%"), (SMALL, "200%"), (PHONE, "200%"),
                            (DESK, "200%")):
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

    def test_each_panel_has_its_time_below_it_if_it_was_measured(self):
        counts = self.run_script("""
            return [...document.querySelectorAll('section.workload .triptych')].map(
                triptych => triptych.querySelectorAll('.figures span').length);
            """)
        self.assertGreater(sum(counts), 2 * len(counts))

    def test_the_page_begins_with_the_answer_and_marks_no_more_than_it_knows(self):
        order = self.run_script("return [...document.querySelectorAll('main > section')]"
                                ".map(section => section.id)")
        self.assertEqual(order[:2], ["answer", "map"])
        self.assertEqual(order[-1], "machine")
        rows = self.run_script("""
            return [...document.querySelectorAll('.answers tbody tr')].map(row => [
                row.cells[0].textContent, row.cells.length,
                row.querySelectorAll('.won').length, row.querySelectorAll('.mark').length,
                row.cells[4].textContent]);""")
        self.assertTrue(rows)
        for name, cells, won, marks, sentence in rows:
            self.assertEqual(cells, 2 + len(MODELS), name)
            self.assertEqual(won, marks, name)
            self.assertGreater(len(sentence), 20, name)
        self.assertTrue(self.run_script("return !!document.querySelector("
                                        "'#answer a[href=\"#machine\"]')"))

    def test_contents_stay_in_sight_and_every_section_leads_back(self):
        self.addCleanup(self.run_script, "scrollTo(0, 0)")
        self.addCleanup(self.wide, DESK)
        for width in (PHONE, TABLET, DESK):
            self.wide(width)
            self.run_script("scrollTo(0, 6000)")
            top, bottom = self.run_script("""
                const box = document.querySelector('nav').getBoundingClientRect();
                return [box.top, box.bottom];""")
            self.assertGreaterEqual(top, 0, width)
            self.assertLessEqual(bottom, 900, width)
        lacking = self.run_script("""
            return [...document.querySelectorAll('main > section:not(#answer)')].filter(
                section => !section.querySelector('.back a[href="#answer"]')).length;""")
        self.assertEqual(lacking, 0)

    def test_a_click_on_a_column_s_name_sorts_the_rows(self):
        values = """return [...document.querySelectorAll('.answers tbody tr')].map(
            row => Number(row.cells[1].dataset.v)).filter(value => !isNaN(value));"""
        click = "document.querySelectorAll('.answers thead button')[1].click();"
        self.addCleanup(self.run_script, "document.querySelectorAll('.answers thead button')[0]"
                        ".click();")
        for order in (False, True):
            self.run_script(click)
            seen = self.run_script(values)
            self.assertEqual(seen, sorted(seen, reverse=order))
        self.assertEqual(self.run_script("return document.querySelectorAll("
                                         "'.answers th[aria-sort=descending]').length"), 1)

    def test_a_wide_table_says_that_it_scrolls_and_keeps_its_first_column(self):
        self.wide(PHONE)
        self.addCleanup(self.wide, DESK)
        moved = self.run_script("""
            const table = document.querySelector('.answers');
            table.scrollLeft = 150;
            const found = [table.classList.contains('wide'), table.scrollLeft,
                getComputedStyle(table, '::before').content,
                table.querySelector('tbody th').getBoundingClientRect().left
                    - table.getBoundingClientRect().left,
                table.querySelector('tbody th').getBoundingClientRect().width];
            table.scrollLeft = 0;
            return found;""")
        wide, scrolled, cue, left, width = moved
        self.assertTrue(wide)
        self.assertEqual(scrolled, 150)
        self.assertIn("scroll", cue)
        self.assertEqual(round(left), 0)
        self.assertLess(width, PHONE / 2)

    def test_code_is_highlighted(self):
        colours = self.run_script("""
            return [...document.querySelectorAll('.panel pre:not(.above)')].slice(0, 9).map(pre =>
                new Set([...pre.querySelectorAll('span[class]:not(.line)')].map(
                    span => getComputedStyle(span).color)).size);
            """)
        self.assertGreater(max(colours), 2)

    def test_the_map_is_there_as_pictures_or_a_list_or_how_to_measure_one(self):
        images, text, machine = self.run_script("""
            const map = document.getElementById('map');
            return [[...map.querySelectorAll('svg')].map(svg => svg.getAttribute('aria-label')),
                    map.textContent, document.getElementById('machine').textContent];
            """)
        if not images:
            self.assertIn("triptych map --json FILE", text)
            return
        known = "too few for a map" not in text
        self.assertEqual(len(images), 2 if known else 1)
        if known:
            self.assertIn("Map of the fastest models", images[0])
        self.assertIn("a loop has one", text)  # what the notebook explains
        self.assertIn("places measured", machine)

    def test_letters_of_pictures_are_large_enough_on_a_phone(self):
        self.wide(PHONE)
        self.addCleanup(self.wide, DESK)
        least = self.run_script("""
            return Math.min(...[...document.querySelectorAll('svg')].map(svg =>
                Math.min(...[...svg.querySelectorAll('text')].map(text =>
                    parseFloat(getComputedStyle(text).fontSize)))
                * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width));""")
        self.assertGreaterEqual(least, 9)

    def test_every_table_has_a_caption_and_headers_of_rows_and_columns(self):
        tables = self.run_script(TABLES)
        self.assertTrue(tables)
        for caption, columns, rows, headed in tables:
            self.assertTrue(caption)
            self.assertEqual(set(columns), {"col"} if headed else set())
            self.assertEqual(set(rows), {"TH row"}, caption)

    def test_the_legend_is_with_the_machine(self):
        key = self.run_script("return document.querySelector('#machine .legend')"
                              "?.textContent ?? ''")
        if not key:
            self.skipTest("the results have no report")
        for sign in ("~", "!", "busy", "ideal", "CPU"):
            self.assertIn(sign, key)

    def test_on_paper_there_are_at_most_30_pages_and_the_code_on_request(self):
        self.run_script("for (const one of document.querySelectorAll('main details:not(.timelines)'))"
                        " one.open = false;")
        self.addCleanup(self.run_script, "for (const one of document.querySelectorAll("
                        "'main details')) one.open = true;")
        paper = {"printBackground": True, "preferCSSPageSize": True}
        printed = base64.b64decode(self.browser.execute_cdp_cmd("Page.printToPDF", paper)["data"])
        if self.pictures:
            (self.pictures / "paper.pdf").write_bytes(printed)
        pages = len(re.findall(rb"/Type\s*/Page\b", printed))
        self.assertGreater(pages, 1)
        self.assertLessEqual(pages, 30)

    def test_on_paper_all_is_dark_on_light(self):
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]})
        self.addCleanup(self.browser.execute_cdp_cmd, "Emulation.setEmulatedMedia",
                        {"media": "", "features": []})
        self.assertEqual(self.run_script("return getComputedStyle(document.body)"
                                         ".backgroundColor"), "rgb(255, 255, 255)")

    def test_on_paper_the_panels_are_side_by_side_and_nothing_is_cut_off(self):
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
