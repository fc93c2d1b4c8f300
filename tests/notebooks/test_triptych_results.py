"""The notebooks' modules: what a file holds is read, said and drawn; what it lacks is named."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "notebooks")]

import fake_results  # noqa: E402
import triptych_pictures as pictures  # noqa: E402
import triptych_words as words  # noqa: E402
from matplotlib import pyplot as plt  # noqa: E402
from triptych_results import ResultsError, largest_shared, load, summary, with_derived  # noqa: E402


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

    def test_skipped_and_failed_cells_are_absent_with_their_reason(self):
        absent = self.load_fake().absent
        self.assertEqual(absent.answer.tolist(), ["processes.pool", "coroutines.offloaded"])
        self.assertEqual(absent.reason[1], "killed by SIGSEGV")

    def test_aggregates_are_left_out(self):
        mean = dict(run("w/threads/10", 9), run_type="aggregate")
        self.assertEqual(len(self.load_entries(run("w/threads/10", 1), mean).runs), 1)

    def test_a_file_cut_short_is_refused_with_what_to_do(self):
        with self.assertRaisesRegex(ResultsError, "cut short.*triptych run --json"):
            self.load_text(json.dumps(fake_results.document())[:5000])

    def test_an_empty_file_is_refused(self):
        with self.assertRaisesRegex(ResultsError, "not JSON"):
            self.load_text("")

    def test_json_of_another_kind_is_refused(self):
        for text in ("[]", '{"a": 1}', '{"benchmarks": {}}'):
            with self.assertRaisesRegex(ResultsError, "without a list of benchmarks"):
                self.load_text(text)

    def test_the_runs_of_many_machines_are_not_taken_for_one(self):
        with self.assertRaisesRegex(ResultsError, "many machines; take the file of one"):
            self.load_text('{"merged": []}')

    def test_intervals_are_those_of_the_file_in_seconds(self):
        median = dict(run("w/threads/10", 2), run_type="aggregate", aggregate_name="median",
                      name="w/threads/10_median", run_name="w/threads/10",
                      real_time_low=1.9e9, real_time_high=2.2e9)
        times = [run("w/threads/10", seconds) for seconds in (3, 1, 2)]
        results = self.load_entries(*times, median)
        for column, part in (("seconds", 1), ("seconds_each", 10)):
            row = summary(results, "w", column).iloc[0]
            self.assertAlmostEqual(row["low"], 1.9 / part)
            self.assertAlmostEqual(row["high"], 2.2 / part)

    def test_benchmarks_of_another_program_are_refused(self):
        with self.assertRaisesRegex(ResultsError, "none of its 1 entries"):
            self.load_entries(run("BM_memcpy/8", 1))

    def test_a_missing_file_is_refused(self):
        with self.assertRaisesRegex(ResultsError, "No such file"):
            load(self.path)


class Summing(WithFile):
    def test_median_and_spread_are_of_the_repetitions(self):
        times = [run("w/threads/10", seconds) for seconds in (3, 1, 2)]
        row = summary(self.load_entries(*times), "w", "seconds").iloc[0]
        self.assertEqual((row["median"], row["min"], row["max"]), (2, 1, 3))

    def test_busy_is_of_all_cores(self):
        results = self.load_entries(run("w/threads/10", 1, cpu_seconds=2), cores=8)
        self.assertAlmostEqual(with_derived(results).busy_percent[0], 25)

    def test_the_size_most_answers_share_is_compared(self):
        results = self.load_entries(
            run("w/threads/10", 1), run("w/processes/10", 1), run("w/threads/99", 1)
        )
        shared = largest_shared(summary(results, "w", "seconds"))
        self.assertEqual(set(shared["size"]), {10})


class Saying(WithFile):
    def test_the_fastest_is_named_with_its_time(self):
        said = words.about_times(self.load_fake(), "merge_sort")
        self.assertIn("At 10,000,000 integers, **threads** took 3", said)
        self.assertIn("coroutines, took 6", said)

    def test_overlapping_spreads_are_not_ranked(self):
        entries = [run("w/threads/10", s) for s in (1, 3)] + [
            run("w/processes/10", s) for s in (2, 4)
        ]
        said = words.about_times(self.load_entries(*entries), "w")
        self.assertIn("cannot rank", said)
        self.assertNotIn("times as long", said)

    def test_lost_updates_are_told_and_so_is_who_lost_none(self):
        said = words.about_lost(self.load_fake())
        self.assertIn("**threads.unguarded** lost", said)
        self.assertIn("nothing was lost by sequential, threads.mutex, coroutines.mutex", said)

    def test_memory_is_the_slope_not_the_program_itself(self):
        said = words.about_memory(self.load_fake())
        self.assertIn("one more of the messages, from 100 to 10,000: threads ", said)
        self.assertIn("coroutines 300 B", said)

    def test_waiting_and_computing_are_told_apart(self):
        for busy, bound in ((0.01, "I/O-bound"), (0.99, "CPU-bound")):
            entries = (run("w/sequential/9", 1, "baseline", cpu_seconds=busy),
                       run("w/threads/9", 1, cpu_seconds=busy))
            self.assertIn(bound, words.about_busy(self.load_entries(*entries), "w"))

    def test_what_is_absent_is_said_and_so_is_a_run_cut_short(self):
        said = words.about_absent(self.load_entries(run("w/threads/9", 1), complete=False))
        self.assertIn("cut short", said)
        self.assertIn("killed by SIGSEGV", words.about_absent(self.load_fake()))

    def test_a_file_without_a_workload_leaves_nothing_to_say(self):
        results = self.load_entries(run("w/threads/10", 1))
        for say in (words.about_times, words.about_efficiency, words.about_busy,
                    words.about_memory, words.about_lost):
            self.assertIn("Nothing to say", say(results, "delayed_messages"))


class Drawing(WithFile):
    DRAWN = (pictures.draw_times, pictures.draw_busy, pictures.draw_memory, pictures.draw_lost,
             pictures.draw_cost)

    def test_times_have_a_line_for_each_answer_and_the_ideal(self):
        axes = plt.figure().subplots()
        pictures.draw_times(axes, self.load_fake(), "merge_sort")
        names = axes.get_legend_handles_labels()[1]
        self.assertEqual(set(names), {"ideal", "sequential", "threads", "processes",
                                      "coroutines", "tbb"})
        self.assertEqual((axes.get_xscale(), axes.get_yscale()), ("log", "log"))

    def test_one_size_makes_bars_for_there_is_no_line_to_draw(self):
        axes = plt.figure().subplots()
        pictures.draw_times(axes, self.load_fake(), "sort_many")
        self.assertEqual(len(axes.patches), 4)
        self.assertIn("1,000 lists", axes.get_xlabel())

    def test_what_is_missing_is_said_in_the_picture(self):
        results = self.load_entries(run("w/threads/10", 1))
        for draw in self.DRAWN:
            axes = plt.figure().subplots()
            draw(axes, results, "merge_sort")
            self.assertIn("in this file", axes.texts[0].get_text())

    def test_a_file_with_one_failed_cell_only_can_be_drawn(self):
        failed = {"name": "merge_sort/threads/9", "error_occurred": True}
        pictures.overview(self.load_entries(failed)).savefig(self.path.with_suffix(".png"))

    def test_the_overview_is_a_picture(self):
        picture = self.path.with_suffix(".png")
        pictures.overview(self.load_fake()).savefig(picture)
        self.assertGreater(picture.stat().st_size, 20_000)

    def test_models_differ_in_colour_and_marker_and_dashes(self):
        for part in zip(*pictures.MODELS.values()):
            self.assertEqual(len(set(part)), len(pictures.MODELS))


if __name__ == "__main__":
    unittest.main()
