"""The map, from files that are whole, partly missing, or no maps at all."""

import json
import tempfile
import unittest
from pathlib import Path

from triptych.lesson import Picture, Said
from triptych.map import Map
from triptych.look import new_figure


def answer(median, predicted):
    return {"median": median, "low": 0.9 * median, "high": 1.1 * median, "predicted": predicted}


def made_up():
    """Threads win where there is computing, coroutines where there is waiting: from 40 % on."""
    places = []
    for tasks in (10, 1000):
        for share in (0, 25, 50, 100):
            threads, coroutines = 1 + share / 100, 2 - share / 50 * 0.75
            places.append({
                "tasks": tasks, "io_percent": share,
                "answers": {"threads": answer(threads, threads),
                            "coroutines": answer(coroutines, 2 * coroutines)},
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

    def test_the_map_says_who_wins_and_where_it_changes(self):
        said = self.map_of(made_up()).say().data
        self.assertIn("Of 8 places measured threads win 4, processes win 0, coroutines win 4; in 0",
                      said)
        self.assertIn("With 1,000 tasks threads give way to coroutines between 25 and 50 % "
                      "waiting; predicted: at 42 %.", said)
        self.assertIn("off by 25 %", said)

    def test_a_crossing_seen_from_nearby_is_told_in_one_number(self):
        document = made_up()
        document["map"]["crossings"][0].update(low=35, high=45, tasks=1)
        self.assertIn("With 1 task threads give way to coroutines at about 40 % waiting (seen at 35 "
                      "and 45 %).", self.map_of(document).say().data)

    def test_the_picture_has_both_borders_and_the_errors(self):
        picture = self.map_of(made_up()).draw()
        self.assertIsInstance(picture, Picture)
        self.assertIn("threads give way to coroutines", picture.alts[0])

    def test_what_is_missing_is_told_with_its_reason(self):
        document = made_up()
        document["map"]["places"][0]["missing"] = {"processes": "killed by SIGSEGV"}
        document["map"]["places"][1]["answers"] = {}
        document["map"]["places"][1].pop("winner")
        document["context"]["triptych"]["complete"] = False
        machine = self.map_of(document).machine().data
        self.assertIn("Abacus", machine)
        self.assertIn("10 tasks, 0 % waiting: no processes: killed by SIGSEGV", machine)
        self.assertIn("cut short", machine)
        self.assertIsInstance(self.map_of(document).draw(), Picture)

    def test_where_the_cores_were_not_given_nobody_wins(self):
        document = made_up()
        document["map"]["places"][0].update(winner="", cores_withheld=True)
        document["context"]["triptych"]["warnings"] = [
            {"about": "cores", "text": "the machine is not giving its cores"}]
        self.assertIn("**Warning:** the machine is not", self.map_of(document).machine().data)
        said = self.map_of(document).say().data
        self.assertIn("threads win 3, processes win 0, coroutines win 4; in 1", said)
        self.assertIn("In 1 of these the machine was not giving its cores", said)

    def test_it_is_told_where_a_choice_is_not_worth_it(self):
        document = made_up()
        document["map"]["places"][0]["lead"] = 1.05
        document["map"]["places"][1]["winner"] = ""
        self.assertIn("In 2 of the 8 the first two cannot be told apart, or the lead is less than "
                      "10 %", self.map_of(document).say().data)

    def test_the_map_and_the_errors_are_two_pictures_each_told(self):
        picture = self.map_of(made_up()).draw()
        self.assertEqual(len(picture.pixels), 2)
        self.assertIn("off by 25 %", picture.alts[1])

    def test_the_errors_have_ticks_enough_to_be_read_whether_they_are_small_or_large(self):
        for most in (1, 50):
            document = made_up()
            document["map"]["places"][0]["answers"]["threads"]["predicted"] *= most
            chart, axes = self.map_of(document), new_figure()[1]
            chart._draw_errors(axes)
            self.assertGreaterEqual(len(axes.get_yticks()), 5)

    def test_garbage_in_a_map_is_left_out(self):
        document = made_up()
        del document["map"]["places"][0]["answers"]
        document["map"]["places"][1]["answers"]["threads"] = {"median": "long"}
        document["map"]["places"][2]["winner"] = 7
        document["map"]["places"] += [None, {"tasks": "many"}]
        document["map"]["crossings"] = [None, {"tasks": 7}]
        document["map"]["prediction_error"] = "large"
        document["context"]["triptych"]["warnings"] = ["careful"]
        document["context"]["triptych"]["host"] = "here"
        chart = self.map_of(document)
        self.assertIn("| places measured | 8 |", chart.machine().data)
        self.assertIsInstance(chart.draw(), Picture)
        self.assertIn("No model gives way", chart.say().data)

    def test_without_a_map_it_is_told_how_to_measure_one(self):
        for chart in (Map(self.path), self.map_of([1]), self.map_of({"benchmarks": []})):
            self.assertIn("./triptych map --json FILE", chart.machine().data)
            self.assertIsInstance(chart.draw(), Said)
            self.assertIsInstance(chart.say(), Said)

    def test_a_map_of_another_machine_that_says_little_is_drawn(self):
        document = {"map": {"places": made_up()["map"]["places"]}}
        chart = self.map_of(document)
        self.assertIn("places measured", chart.machine().data)
        self.assertIsInstance(chart.draw(), Picture)
        self.assertIn("No model gives way", chart.say().data)


if __name__ == "__main__":
    unittest.main()
