"""The notebooks' modules: they read, describe and draw what a file has, and name what it lacks."""

import json
import re
import sys
import tempfile
import unittest
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "notebooks")]

import fake_results  # noqa: E402
import variants  # noqa: E402
import triptych.look as look  # noqa: E402
import triptych.pictures as pictures  # noqa: E402
import triptych.scenes as scenes  # noqa: E402
import triptych.words as words  # noqa: E402
from matplotlib import pyplot as plt  # noqa: E402
from triptych.units import amount, number, one_of, seconds  # noqa: E402
from triptych.results import (PAUSE, ResultsError, largest_shared, load, summary,  # noqa: E402
                              with_derived)
from triptych.scenes import SCENES  # noqa: E402
from triptych.svg import as_svg  # noqa: E402


class WithFile(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(plt.close, "all")
        self.path = Path(folder.name) / "results.json"

    def load_text(self, text):
        self.path.write_text(text, encoding="utf-8")
        return load(self.path)

    def load_entries(self, *entries, **triptych):
        context = {"num_cpus": 4, "triptych": triptych}
        return self.load_text(json.dumps({"context": context, "benchmarks": list(entries)}))

    def load_fake(self):
        return self.load_text(json.dumps(fake_results.document()))


def median(name, seconds, **what):
    """The entry with the median of a benchmark."""
    return dict(run(f"{name}_median", seconds), run_name=name, run_type="aggregate",
                aggregate_name="median", **what)


def run(name, seconds, role="contender", **figures):
    return {"name": name, "real_time": seconds * 1e9, "time_unit": "ns", "role": role, **figures}


class Loading(WithFile):
    def test_every_run_becomes_a_row(self):
        runs = self.load_fake().runs
        self.assertEqual(len(runs), 3 * (3 * 5 + 3 * 5 + 4 + 2 * 6))
        first = runs.iloc[0]
        self.assertEqual(
            (first.workload, first.model, first.variant, first["size"]),
            ("delayed_messages", "threads", "", 100),
        )

    def test_times_are_seconds_whatever_the_unit(self):
        results = self.load_entries({"name": "w/threads/10", "real_time": 5, "time_unit": "ms"})
        self.assertAlmostEqual(results.runs.seconds[0], 0.005)

    def test_skipped_and_failed_benchmarks_are_absent_with_their_reason(self):
        absent = self.load_fake().absent
        self.assertEqual(absent.implementation.tolist(), ["processes.pool", "coroutines.offloaded"])
        self.assertEqual(absent.reason[1], "killed by SIGSEGV")

    def test_roles_are_read_by_their_names_now_and_before(self):
        runs = self.load_entries(
            run("w/threads.unguarded/10", 1, "broken"), run("w/tbb/10", 1, "peer"),
            run("w/threads.torn/10", 1, "exhibit"), run("w/asio/10", 1, "reference")).runs
        self.assertEqual(runs.role.tolist(), ["broken", "peer", "broken", "peer"])

    def test_aggregates_are_left_out(self):
        mean = dict(run("w/threads/10", 9), run_type="aggregate")
        self.assertEqual(len(self.load_entries(run("w/threads/10", 1), mean).runs), 1)

    def test_load_refuses_a_file_cut_short_and_says_what_to_do(self):
        with self.assertRaisesRegex(ResultsError, "cut short.*triptych run --json"):
            self.load_text(json.dumps(fake_results.document())[:5000])

    def test_load_refuses_an_empty_file(self):
        with self.assertRaisesRegex(ResultsError, "not JSON"):
            self.load_text("")

    def test_load_refuses_json_of_another_kind(self):
        for text in ("[]", '{"a": 1}', '{"benchmarks": {}}'):
            with self.assertRaisesRegex(ResultsError, "without a list of benchmarks"):
                self.load_text(text)

    def test_load_refuses_the_merged_runs_of_many_machines(self):
        with self.assertRaisesRegex(ResultsError, "many machines; take the file of one"):
            self.load_text('{"merged": []}')

    def test_intervals_are_those_of_the_file_in_seconds(self):
        known = median("w/threads/10", 2, real_time_low=1.9e9, real_time_high=2.2e9)
        times = [run("w/threads/10", seconds) for seconds in (3, 1, 2)]
        results = self.load_entries(*times, known)
        for column, part in (("seconds", 1), ("seconds_each", 10)):
            row = summary(results, "w", column).iloc[0]
            self.assertAlmostEqual(row["low"], 1.9 / part)
            self.assertAlmostEqual(row["high"], 2.2 / part)

    def test_ratios_and_contention_are_read_from_the_file(self):
        results = self.load_entries(
            run("w/threads/10", 2),
            median("w/threads/10", 2, ratio=1.1, ratio_low=0.9, ratio_high=1.3,
                   cores_withheld=True))
        self.assertEqual(results.ratios, {("w", "threads", 10): (0.9, 1.3)})
        self.assertEqual(results.withheld, {("w", "threads", 10)})

    def test_cores_that_are_no_number_are_ignored(self):
        for cores, said in (("two", 4), (None, 4), ([], 4), (0, 4), (2, 2)):
            self.assertEqual(self.load_entries(run("w/threads/10", 1), cores=cores).cores, said)

    def test_load_refuses_benchmarks_of_another_program(self):
        with self.assertRaisesRegex(ResultsError, "none of its 1 entries"):
            self.load_entries(run("BM_memcpy/8", 1))

    def test_load_refuses_a_missing_file(self):
        with self.assertRaisesRegex(ResultsError, "No such file"):
            load(self.path)


class Summing(WithFile):
    def test_median_and_spread_are_of_the_repetitions(self):
        times = [run("w/threads/10", seconds) for seconds in (3, 1, 2)]
        row = summary(self.load_entries(*times), "w", "seconds").iloc[0]
        self.assertEqual((row["median"], row["min"], row["max"]), (2, 1, 3))

    def test_busy_is_a_share_of_all_cores(self):
        results = self.load_entries(run("w/threads/10", 1, cpu_seconds=2), cores=8)
        self.assertAlmostEqual(with_derived(results).busy_percent[0], 25)

    def test_workers_alive_are_counted_without_the_first_or_assumed_to_be_the_size(self):
        results = self.load_entries(
            run("w/threads/10", 1, peak_bytes=600, live_threads=7, live_processes=1),
            run("w/processes/10", 1, peak_bytes=600, live_threads=4, live_processes=4),
            run("w/coroutines/10", 1, peak_bytes=600, live_threads=1, live_processes=1))
        self.assertEqual(with_derived(results).bytes_each.tolist(), [100, 200, 60])

    def test_an_interval_of_fewer_than_five_repetitions_is_a_guess(self):
        known = median("w/threads/10", 1, real_time_low=9e8, real_time_high=1.1e9)
        for count, guess in ((1, True), (4, True), (5, False)):
            results = self.load_entries(*[run("w/threads/10", 1)] * count, known)
            self.assertEqual(summary(results, "w", "seconds")["guess"][0], guess)
            self.assertEqual(summary(results, "w", "size")["guess"][0], guess)

    def test_the_size_that_most_models_share_is_compared(self):
        results = self.load_entries(
            run("w/threads/10", 1), run("w/processes/10", 1), run("w/threads/99", 1),
            run("w/threads.a/99", 1), run("w/threads.b/99", 1)
        )
        shared = largest_shared(summary(results, "w", "seconds"))
        self.assertEqual(set(shared["size"]), {10})


class Saying(WithFile):
    def ranked(self, *ratios, **of_all):
        """The sentence about implementations whose ratios to the fastest have these intervals."""
        names = ("threads", "processes", "coroutines")
        entries = []
        for place, (name, (low, high)) in enumerate(zip(names, ratios)):
            entries += [run(f"w/{name}/10", place + 1)] * 5 + [median(
                f"w/{name}/10", place + 1, ratio_low=low, ratio_high=high, **of_all)]
        return words.about_times(self.load_entries(*entries), "w")

    def test_the_fastest_is_named_with_its_time(self):
        self.assertEqual(self.ranked((1, 1), (1.5, 2.5), (2, 4)),
                         "At 10 items, **threads** took 1 s. The slowest, coroutines, took 3 s: "
                         "2 to 4 times as long.")

    def test_only_implementations_that_the_program_could_tell_apart_are_ranked(self):
        said = self.ranked((1, 1), (0.9, 2.5), (2, 4))
        self.assertIn("cannot be told apart from processes. The slowest, coroutines", said)
        said = self.ranked((1, 1), (0.9, 2.5), (0.8, 4))
        self.assertIn("cannot be told apart from processes, coroutines.", said)
        self.assertNotIn("times as long", said)

    def test_nothing_is_ranked_where_there_was_cpu_contention(self):
        said = self.ranked((1, 1), (1.5, 2.5), (2, 4), cores_withheld=True)
        self.assertIn("nothing is ranked there because of CPU contention", said)
        self.assertNotIn("slowest", said)

    def test_a_file_without_ratios_gives_no_ranking(self):
        said = words.about_times(self.load_fake(), "merge_sort")
        self.assertIn("At 10,000,000 integers, **threads** took ~3", said)
        self.assertIn("this file cannot show whether it is the fastest", said)
        self.assertNotIn("slowest", said)

    def test_lost_updates_are_named_and_so_is_what_lost_none(self):
        said = words.about_lost(self.load_fake())
        self.assertIn("**threads.unguarded** lost", said)
        self.assertIn("nothing was lost by sequential, threads.mutex, coroutines.mutex", said)

    def test_lost_updates_of_rounds_are_not_called_additions(self):
        said = words.about_lost(self.load_entries(run("db_update/threads/9", 1, lost_percent=50)),
                                "db_update")
        self.assertEqual(said, "- **threads** lost an update in 50 % of the rounds (in one run)")

    def test_memory_is_that_of_each_further_worker_without_the_program_itself(self):
        kib = 1024
        said = words.about_memory(self.load_entries(*(
            run(f"w/{implementation}/{size}", 1, peak_bytes=5000 * kib + more * kib, **live)
            for _ in range(5) for implementation, size, more, live in (
                ("threads", 10, 0, {"live_threads": 11}),
                ("threads", 1000, 5000, {"live_threads": 511}),
                ("processes", 10, 0, {"live_processes": 11}),
                ("processes", 1000, 9000, {"live_processes": 101}),
                ("threads.pool", 10, 0, {"live_threads": 251}),
                ("threads.pool", 1000, 99, {"live_threads": 251}),
                ("coroutines", 10, 0, {"live_threads": 1}),
                ("coroutines", 1000, 990, {"live_threads": 1})))), "w")
        self.assertIn("from 10 to 1,000 items, for each further worker alive at once: "
                      "threads 10 KiB (510 of 1,000 alive at once; 5.05 KiB for each ever "
                      "created), processes 9.09 KiB for each item (100 workers alive at once), "
                      "threads.pool 102 B for each item (250 workers alive at once), "
                      "coroutines 1 KiB.", said)
        self.assertIn("Not counted: how many workers of coroutines", said)
        self.assertIn("the kernel itself", said)

    def test_memory_that_is_noise_or_of_one_run_is_no_figure(self):
        def said(times, *bytes_of_many):
            few = [run("w/coroutines/10", 1, peak_bytes=5_000_000 + 900 * (index % 2))
                   for index in range(times)]
            many = [run("w/coroutines/1000", 1, peak_bytes=size) for size in bytes_of_many]
            return words.about_memory(self.load_entries(*few, *many), "w")

        self.assertIn("coroutines not known from one run", said(1, 9_000_000))
        self.assertIn("coroutines too little to be measured", said(5, *[5_000_800] * 5))
        self.assertIn("coroutines too little to be measured", said(5, *[5_003_000] * 5))
        self.assertIn("coroutines ~", said(3, *[9_000_000] * 3))
        self.assertIn("coroutines 3.95 KiB", said(5, *[9_000_000] * 5))

    def test_gains_and_growths_have_an_interval_and_none_is_of_one_run(self):
        def entries(count):
            return [run(f"w/{name}/{size}", seconds * size, role)
                    for name, role, seconds in (("sequential", "baseline", 2),
                                                ("threads", "contender", 1))
                    for size in (10, 20) for _ in range(count)]

        def known(name, seconds):
            return median(name, seconds, real_time_low=0.9e9 * seconds,
                          real_time_high=1.1e9 * seconds)

        intervals = (known("w/sequential/20", 40), known("w/threads/20", 20),
                     known("w/threads/10", 10))
        results = self.load_entries(*entries(5), *intervals)
        self.assertIn("threads 2 (1.64 to 2.44)", words.about_gain(results, "w"))
        self.assertIn("threads 2 (1.64 to 2.44)", words.about_growth(results, "w"))
        results = self.load_entries(*entries(2), *intervals)
        self.assertIn("threads ~2 (1.64 to 2.44)", words.about_gain(results, "w"))
        results = self.load_entries(*entries(1), *intervals)
        self.assertIn("not known from one run", words.about_gain(results, "w"))
        self.assertIn("not known from one run of threads", words.about_growth(results, "w"))
        for said in (words.about_gain(results, "w"), words.about_growth(results, "w")):
            self.assertNotIn("1.64", said)

    def test_the_unit_of_a_workload_is_named(self):
        said = words.about_cost(self.load_fake(), "shared_counter")
        self.assertIn("Wall time for one addition by each worker (the time of 100,000, divided",
                      said)

    def test_what_bounds_the_work_is_what_the_program_has_found(self):
        self.path.write_text(json.dumps(variants.with_findings()), encoding="utf-8")
        results = load(self.path)
        self.assertIn("The work is **CPU-bound**", words.about_busy(results, "merge_sort"))
        self.assertIn("The work is **I/O-bound**", words.about_busy(results, "delayed_messages"))
        self.assertNotIn("bound", words.about_busy(results, "sort_many"))

    def test_absent_benchmarks_and_an_interrupted_run_are_named(self):
        said = words.about_absent(self.load_entries(run("w/threads/9", 1), complete=False))
        self.assertIn("interrupted", said)
        self.assertIn("killed by SIGSEGV", words.about_absent(self.load_fake()))

    def test_benchmarks_that_the_file_lacks_are_named(self):
        said = words.about_absent(self.load_entries(
            *(run(f"retries/{implementation}/{size}", 1) for implementation, size in (
                ("sequential", 9), ("sequential", 99), ("threads", 9), ("coroutines", 99)))))
        self.assertIn("in the file has a time, but there are more to measure", said)
        for hole in ("retries: not measured: processes",
                     "retries: threads was not measured at 99", "coroutines was not measured at 9",
                     "workloads that were not measured: blocking_call, chained_tasks"):
            self.assertIn(f"- {hole}", said.replace("- retries: coroutines", "- coroutines"))
        self.assertNotIn("mixed", said)

    def test_few_runs_make_a_guess_and_no_interval(self):
        entries = [run("w/threads/10", 1)] * 2 + [
            median("w/threads/10", 1, real_time_low=9e8, real_time_high=1.1e9)]
        self.assertIn("are no intervals (2 runs: a guess)",
                      words.about_intervals(self.load_entries(*entries), ["w"]))
        entries += [run("w/processes/10", 1)] * 6
        self.assertIn("95 % intervals of the median, or dashed (2 runs: a guess);",
                      words.about_intervals(self.load_entries(*entries), ["w"]))

    def test_the_text_says_so_if_the_file_lacks_a_workload(self):
        results = self.load_entries(run("w/threads/10", 1))
        for say in (words.about_times, words.about_efficiency, words.about_busy,
                    words.about_memory, words.about_lost):
            self.assertIn("Nothing to say", say(results, "delayed_messages"))


class Units(unittest.TestCase):
    def test_numbers_have_no_exponent(self):
        for value, said in ((10_000, "10,000"), (5e-05, "0.00005"), (1234.5, "1,234"),
                            (8.79, "8.79"), (0.1, "0.1"), (29, "29"), (0, "0"), (99.96, "100")):
            self.assertEqual(number(value), said)

    def test_amounts_have_the_unit_that_suits_their_rounded_value(self):
        for value, said in ((0.9996, "1 s"), (0.0101, "10.1 ms"), (1e-9, "1 ns"), (0, "0 s"),
                            (1234, "1,234 s"), (9.999e-7, "1 µs")):
            self.assertEqual(seconds(value), said)
        for value, said in ((1000 * 1024, "1,000 KiB"), (1024**2 - 1, "1 MiB"), (512, "512 B"),
                            (1536, "1.5 KiB"), (2**40, "1,024 GiB")):
            self.assertEqual(amount(value), said)

    def test_one_of_is_the_singular(self):
        self.assertEqual(one_of("additions by each worker"), "addition by each worker")
        self.assertEqual(one_of("items"), "item")


class Drawing(WithFile):
    DRAWN = (pictures.draw_times, pictures.draw_busy, pictures.draw_memory, pictures.draw_lost,
             pictures.draw_cost)

    def test_times_have_a_line_for_each_implementation_and_the_ideal(self):
        axes = plt.figure().subplots()
        pictures.draw_times(axes, self.load_fake(), "merge_sort")
        names = [name.split("  ")[0] for name in axes.get_legend_handles_labels()[1]]
        self.assertEqual(set(names), {"ideal", "sequential", "threads", "processes",
                                      "coroutines", "tbb"})
        self.assertEqual((axes.get_xscale(), axes.get_yscale()), ("log", "log"))

    def test_one_size_makes_bars_with_their_values(self):
        axes = plt.figure().subplots()
        pictures.draw_times(axes, self.load_fake(), "sort_many")
        self.assertEqual({round(bar.get_y() + bar.get_height() / 2) for bar in axes.patches},
                         {0, 1, 2, 3})
        axes.figure.canvas.draw()
        self.assertIn("300 ms", [tick.get_text() for tick in axes.get_xticklabels()])
        self.assertIn("1,000 lists", axes.get_xlabel())
        values = [text.get_text() for text in axes.texts]
        self.assertTrue(any(value.startswith("~") and value.endswith(" ms") for value in values))

    def test_every_repetition_is_drawn_where_there_are_enough(self):
        for count, drawn in ((4, 0), (5, 5)):
            axes = plt.figure().subplots()
            pictures.draw_times(axes, self.load_entries(
                *(run("w/threads/10", 1 + index) for index in range(count))), "w")
            ticks = [len(line.get_xdata()) for line in axes.lines
                     if line.get_marker() == "|" and line.get_color() == look.QUIET]
            self.assertEqual(sum(ticks), drawn)

    def test_a_title_is_the_finding(self):
        def title(count, *ratios):
            entries = [run("w/sequential/10", 4, "baseline")] * count
            for (name, seconds), (low, high) in zip((("threads", 1), ("coroutines", 4)), ratios):
                entries += [run(f"w/{name}/10", seconds)] * count + [
                    median(f"w/{name}/10", seconds, ratio_low=low, ratio_high=high)]
            figure, axes = look.new_figure()
            pictures.draw_times(axes, self.load_entries(*entries), "w")
            return look.title_of(figure)

        self.assertEqual(title(5, (1, 1), (3.9, 4.1)),
                         "Threads are the fastest at 10 items: about 4 times as fast as one after "
                         "another; coroutines gain nothing")
        self.assertEqual(title(2, (1, 1), (3.9, 4.1)),
                         "Threads are the fastest at 10 items: about 4 times as fast as one after "
                         "another; coroutines gain nothing")
        self.assertEqual(title(1, (1, 1), (3.9, 4.1)), "Threads are the fastest at 10 items")
        self.assertEqual(title(1, (1, 1), (0.9, 5)),
                         "No model can be told to be the fastest at 10 items")
        figure, axes = look.new_figure()
        pictures.draw_times(axes, self.load_fake(), "sort_many")
        self.assertIn("this file cannot show", look.title_of(figure))

    def test_pictures_carry_the_lesson_of_their_workload(self):
        self.path.write_text(json.dumps(variants.with_intervals()), encoding="utf-8")
        results = load(self.path)
        for kind, workload, said in (
                ("ring", "deadlock", "Each waits for the other, in a ring"),
                ("master", "simultaneous_chess", "from board to board"),
                ("ticks", "blocking_call", "a gap in the ticks"),
                ("sees", "memory_isolation", "The creator sees"),
                ("overlap", "retries", "tries overlap")):
            figure, axes = look.new_figure()
            SCENES[kind](axes, results, workload)
            self.assertIn(said, look.title_of(figure))
            figure, axes = look.new_figure()
            SCENES[kind](axes, self.load_entries(run("w/threads/10", 1)), workload)
            self.assertIn("in this file", look.title_of(figure))

    def test_the_rules_that_pictures_draw_are_those_of_the_workloads(self):
        folder = HERE.parent.parent / "common" / "workloads"
        for name, text in (
                ("simultaneous_chess", f"boards = {scenes.BOARDS};"),
                ("simultaneous_chess",
                 f"masters_move = std::chrono::microseconds{{{scenes.MASTERS_MOVE * 1e6:.0f}}}"),
                ("simultaneous_chess", "opponents_move = std::chrono::microseconds{5'500}"),
                ("blocking_call",
                 f"wait_unit = std::chrono::milliseconds{{{scenes.UNIT_OF_WAIT * 1e3:.0f}}}"),
                ("retries", f"pause = std::chrono::milliseconds{{{PAUSE * 1e3:.0f}}}")):
            self.assertIn(text, (folder / f"{name}.hpp").read_text(encoding="utf-8"))
        self.assertEqual(round(scenes.OPPONENTS_MOVE * 1e6), 5_500)

    def test_an_svg_has_exact_colours_as_variables_and_is_the_same_each_time(self):
        made = []
        for _ in range(2):
            figure, axes = look.new_figure()
            pictures.draw_times(axes, self.load_fake(), "sort_many")
            made.append(as_svg(figure, "a-name"))
        self.assertEqual(*made)
        for colour in ("var(--threads, #0072b2)", "var(--processes, #d55e00)",
                       "var(--coroutines, #009e73)", "var(--ink, ", "var(--paper, "):
            self.assertIn(colour, made[0])
        rest = made[0]
        for variable in look.VARIABLES.items():
            rest = rest.replace("var(--{1}, {0})".format(*variable), "")
        self.assertEqual(set(re.findall(r"#[0-9a-f]{6}\b", rest)), set())
        self.assertIn(">threads</text>", made[0])
        ids = re.findall(r'id="([^"]+)"', made[0])
        self.assertEqual([one for one in ids if not one.startswith("a-name-")], [])
        self.assertEqual({one for one in re.findall(r'(?:url\(|href=")#([^)"]+)', made[0])},
                         set(ids))

    def test_a_picture_says_what_the_file_lacks(self):
        results = self.load_entries(run("w/threads/10", 1))
        for draw in self.DRAWN:
            axes = plt.figure().subplots()
            draw(axes, results, "merge_sort")
            self.assertIn("in this file", axes.texts[0].get_text())
            self.assertIn("in this file", look.title_of(axes.figure))

    def test_a_file_with_one_failed_benchmark_only_can_be_drawn(self):
        failed = {"name": "merge_sort/threads/9", "error_occurred": True}
        pictures.overview(self.load_entries(failed)).savefig(self.path.with_suffix(".png"))

    def test_the_overview_is_a_picture(self):
        picture = self.path.with_suffix(".png")
        pictures.overview(self.load_fake()).savefig(picture)
        self.assertGreater(picture.stat().st_size, 20_000)

    def test_a_variant_is_hollow_and_a_broken_example_is_hatched_and_named_so(self):
        axes = plt.figure().subplots()
        pictures.draw_lost(axes, self.load_fake())
        names = [tick.get_text() for tick in axes.get_yticklabels()]
        hatched = {names[round(bar.get_y() + bar.get_height() / 2)]
                   for bar in axes.patches if bar.get_hatch()}
        self.assertEqual(hatched, {name for name in names if name.endswith(" (broken)")})
        self.assertEqual(len(hatched), 3)
        self.assertEqual(look.style("threads", "pool")["markerfacecolor"], look.PAPER)

    def test_an_interval_that_does_not_contain_its_median_is_drawn_as_far_as_it_goes(self):
        known = median("sort_many/threads/10", 1, real_time_low=2e9, real_time_high=3e9)
        results = self.load_entries(run("sort_many/threads/10", 1), known)
        pictures.draw_times(plt.figure().subplots(), results, "sort_many")

    def test_a_guess_is_paler_and_a_single_run_paler_still(self):
        strengths = [look.strength({"count": count, "guess": count < 5})[0] for count in (1, 4, 5)]
        self.assertEqual(strengths, sorted(set(strengths)))
        self.assertEqual(strengths[-1], 1)

    def test_a_guess_is_dashed(self):
        for count, dashed in ((3, True), (5, False)):
            known = median("sort_many/threads/10", 1, real_time_low=9e8, real_time_high=2e9)
            results = self.load_entries(*[run("sort_many/threads/10", 1)] * count, known)
            axes = plt.figure().subplots()
            pictures.draw_times(axes, results, "sort_many")
            styles = {bars.get_linestyle()[0][1] is not None for bars in axes.collections}
            self.assertEqual(styles, {dashed})

    def test_ticks_can_be_read_on_a_phone(self):
        figure, axes = look.new_figure()
        pictures.draw_times(axes, self.load_fake(), "merge_sort")
        for tick in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            pixels = tick.get_fontsize() / 72 * 368 / figure.get_figwidth()
            self.assertGreaterEqual(pixels, 9)

    def test_models_differ_in_colour_and_marker_and_dashes(self):
        for part in zip(*look.MODELS.values()):
            self.assertEqual(len(set(part)), len(look.MODELS))


if __name__ == "__main__":
    unittest.main()
