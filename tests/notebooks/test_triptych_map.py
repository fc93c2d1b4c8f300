"""The map, from files that are complete, that lack something, or that are no maps."""

import json
import tempfile
import unittest
from pathlib import Path

from triptych.lesson import Picture, Text
from triptych.map import Map
from triptych.look import new_figure


def implementation(median, predicted):
    return {"median": median, "low": 0.9 * median, "high": 1.1 * median, "predicted": predicted}


def made_up():
    """Threads win where tasks compute, coroutines where tasks wait: from 40 % waiting on."""
    places = []
    for tasks in (10, 1000):
        for share in (0, 25, 50, 100):
            threads, coroutines = 1 + share / 100, 2 - share / 50 * 0.75
            places.append({
                "tasks": tasks, "io_percent": share,
                "implementations": {"threads": implementation(threads, threads),
                                    "coroutines": implementation(coroutines, 2 * coroutines)},
                "winner": "threads" if threads < coroutines else "coroutines",
                "lead": max(threads, coroutines) / min(threads, coroutines)})
    crossing = {"tasks": 1000, "from": "threads", "to": "coroutines", "low": 25, "high": 50,
                "io_percent": 40.0}
    return {"context": {"triptych": {"host": {"cpu": "Abacus"}, "complete": True}},
            "map": {"task_seconds": 0.0005, "cores": 2, "places": places,
                    "crossings": [crossing],
                    "predicted_crossings": [{**crossing, "low": 42, "high": 43,
                                             "io_percent": 42.5}],
                    "prediction_error": 0.25}}


class Reading(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "map.json"

    def map_of(self, document):
        self.path.write_text(json.dumps(document), encoding="utf-8")
        return Map(self.path)

    def test_the_map_says_which_model_wins_and_where_that_changes(self):
        said = self.map_of(made_up()).describe().data
        self.assertIn("Of 8 places measured, threads win 4, processes win 0, coroutines win 4; "
                      "0 have no winner", said)
        self.assertIn("With 1,000 tasks the fastest model changes from threads to coroutines "
                      "between 25 and 50 % waiting; predicted: at 42 %.", said)
        self.assertIn("off by 25 %", said)

    def test_a_crossing_between_near_places_is_one_number(self):
        document = made_up()
        document["map"]["crossings"][0].update(low=35, high=45, tasks=1)
        self.assertIn("With 1 task the fastest model changes from threads to coroutines at about "
                      "40 % waiting (measured at 35 and 45 %).",
                      self.map_of(document).describe().data)

    def test_the_picture_has_both_borders_and_the_errors(self):
        picture = self.map_of(made_up()).draw()
        self.assertIsInstance(picture, Picture)
        self.assertIn("changes from threads to coroutines", picture.alts[0])

    def test_missing_implementations_are_named_with_the_reason(self):
        document = made_up()
        document["map"]["places"][0]["missing"] = {"processes": "killed by SIGSEGV"}
        document["map"]["places"][1]["implementations"] = {}
        document["map"]["places"][1].pop("winner")
        document["context"]["triptych"]["complete"] = False
        machine = self.map_of(document).machine().data
        self.assertIn("Abacus", machine)
        self.assertIn("10 tasks, 0 % waiting: no processes: killed by SIGSEGV", machine)
        self.assertIn("interrupted", machine)
        self.assertIsInstance(self.map_of(document).draw(), Picture)

    def test_no_model_wins_where_there_was_cpu_contention(self):
        document = made_up()
        document["map"]["places"][0].update(winner="", cores_withheld=True)
        document["context"]["triptych"]["warnings"] = [
            {"about": "cores", "text": "CPU contention"}]
        self.assertIn("**Warning:** CPU contention", self.map_of(document).machine().data)
        said = self.map_of(document).describe().data
        self.assertIn("threads win 3, processes win 0, coroutines win 4; 1 have no winner", said)
        self.assertIn("In 1 of these there was CPU contention", said)

    def test_places_with_a_small_lead_are_counted(self):
        document = made_up()
        document["map"]["places"][0]["lead"] = 1.05
        document["map"]["places"][1]["winner"] = ""
        self.assertIn("In 2 of the 8 the first two cannot be told apart, or the lead is less than "
                      "10 %", self.map_of(document).describe().data)

    def test_the_map_and_the_errors_are_two_pictures_with_alternative_texts(self):
        picture = self.map_of(made_up()).draw()
        self.assertEqual(len(picture.images), 2)
        self.assertIn("off by 25 %", picture.alts[1])

    def test_few_places_with_a_winner_are_a_list_and_no_map(self):
        document = made_up()
        for place in document["map"]["places"][3:]:
            place["winner"] = ""
        picture = self.map_of(document).draw()
        self.assertEqual(len(picture.images), 1)
        self.assertIn("Only 3 of 8 places have a winner: too few for a map", picture.text)
        self.assertIn("- 10 tasks, 25 % waiting: threads, 1.3 times", picture.text)

    def test_the_title_of_the_map_says_who_wins_where(self):
        title = self.map_of(made_up()).draw().titles[0]
        self.assertEqual(title, "Threads win 4 of 8 places (0 to 25 % waiting); coroutines win 4 "
                                "of 8 places (50 to 100 % waiting)")

    def test_a_prediction_is_compared_with_the_border(self):
        chart = self.map_of(made_up())
        for share, said in ((None, "No prediction yet"), (30, "as near as was measured"),
                            (20, "5 % too low"), (70, "20 % too high")):
            self.assertIn(said, chart.compare(share).data)
        self.assertIn("no such border", chart.compare(50, tasks=7).data)

    def test_the_axis_of_the_errors_has_enough_ticks_for_small_and_large_errors(self):
        for most in (1, 50):
            document = made_up()
            document["map"]["places"][0]["implementations"]["threads"]["predicted"] *= most
            chart, axes = self.map_of(document), new_figure()[1]
            chart._draw_errors(axes)
            self.assertGreaterEqual(len(axes.get_yticks()), 5)

    def test_invalid_entries_of_a_map_are_left_out(self):
        document = made_up()
        del document["map"]["places"][0]["implementations"]
        document["map"]["places"][1]["implementations"]["threads"] = {"median": "long"}
        document["map"]["places"][2]["winner"] = 7
        document["map"]["places"] += [None, {"tasks": "many"}]
        document["map"]["crossings"] = [None, {"tasks": 7}]
        document["map"]["prediction_error"] = "large"
        document["context"]["triptych"]["warnings"] = ["careful"]
        document["context"]["triptych"]["host"] = "here"
        chart = self.map_of(document)
        self.assertIn("| places measured | 8 |", chart.machine().data)
        self.assertIsInstance(chart.draw(), Picture)
        self.assertIn("fastest model does not change", chart.describe().data)

    def test_an_older_map_has_answers_for_implementations(self):
        document = made_up()
        for place in document["map"]["places"]:
            place["answers"] = place.pop("implementations")
        expected = self.map_of(made_up()).places
        for place, same in zip(self.map_of(document).places, expected):
            self.assertTrue(place["implementations"])
            self.assertEqual(place["implementations"], same["implementations"])

    def test_without_a_map_the_text_says_how_to_measure_one(self):
        for chart in (Map(self.path), self.map_of([1]), self.map_of({"benchmarks": []})):
            self.assertIn("./triptych map --json FILE", chart.machine().data)
            self.assertIsInstance(chart.draw(), Text)
            self.assertIsInstance(chart.describe(), Text)

    def test_a_map_without_context_is_drawn(self):
        document = {"map": {"places": made_up()["map"]["places"]}}
        chart = self.map_of(document)
        self.assertIn("places measured", chart.machine().data)
        self.assertIsInstance(chart.draw(), Picture)
        self.assertIn("fastest model does not change", chart.describe().data)


if __name__ == "__main__":
    unittest.main()
