"""Results files as users have them: complete, reduced, and of another program."""

import random

import fake_results
from triptych.file import workloads
from triptych.units import FIGURES


def full():
    """Every workload that has a notebook, and every metric that the notebooks draw."""
    document = fake_results.document()
    chance = random.Random(7)
    for workload in workloads():
        if workload in fake_results.IMPLEMENTATIONS:
            continue
        for name, role in (("sequential", "baseline"), ("threads", "contender"),
                           ("processes", "contender"), ("coroutines", "contender"),
                           ("coroutines.wrong", "broken")):
            for size in (10, 1000):
                row = (name, role, 1e-5, 1.0, chance.uniform(0.1, 2), 2_000_000, 100)
                for index in range(3):
                    made = fake_results.entry(workload, row, size, index, chance)
                    made.update((figure, chance.choice((0, 3, 2000))) for figure in FIGURES)
                    document["benchmarks"].append(made)
    return document


def with_intervals():
    """As newer programs write it: five repetitions, and for each benchmark an entry with the
    median, its interval, and the ratio to the fastest contender."""
    document = full()
    document["benchmarks"] += [dict(entry, repetition_index=entry["repetition_index"] + 3)
                               for entry in document["benchmarks"]
                               if entry.get("repetition_index", 2) < 2]
    names = list(dict.fromkeys(entry["name"] for entry in document["benchmarks"]
                               if "real_time" in entry))
    for name in names:
        times = sorted(entry["real_time"] for entry in document["benchmarks"]
                       if entry["name"] == name)
        document["benchmarks"].append({
            "name": f"{name}_median", "run_name": name, "run_type": "aggregate",
            "aggregate_name": "median", "real_time": times[2], "time_unit": "ns",
            "real_time_low": 0.99 * times[2], "real_time_high": 1.02 * times[2],
            "ratio": 1.5, "ratio_low": 1.2, "ratio_high": 1.6})
    document["context"]["triptych"].update(
        host={"cpu": "An Imaginary Processor", "memory_bytes": 2**33, "kernel": "Linux 1"},
        versions={"Google Benchmark": "1.7.1"}, flags="-O3", time="2024-01-01T00:00:00Z",
        warnings=[{"about": "load", "text": "The machine is busy; close what runs besides."}])
    return document


def with_findings():
    """As programs write it that note what they have found."""
    document = with_intervals()
    document["context"]["findings"] = [
        {"workload": "merge_sort", "size": "10,000,000 integers", "bound": "CPU",
         "fastest": ["threads"], "decided": True, "more": "Least memory: all.",
         "sentence": "CPU-bound: sequential computes 100% of its time. Threads are the fastest."},
        {"workload": "delayed_messages", "size": "10,000 messages", "bound": "I/O",
         "fastest": ["coroutines", "threads"], "decided": False, "more": "",
         "sentence": "I/O-bound: coroutines and threads cannot be told apart."}]
    document["context"]["which_one_when"] = ["I/O-bound work: take coroutines.",
                                             "CPU-bound work: take threads."]
    return document


def _kept(keep, **context):
    document = full()
    document["benchmarks"] = [entry for entry in document["benchmarks"] if keep(entry)]
    document["context"].update(context)
    return document


def quick():
    """One repetition, the smallest size."""
    least = {}
    for entry in full()["benchmarks"]:
        workload, _, size = entry["name"].split("/")
        least[workload] = min(int(size), least.get(workload, int(size)))
    return _kept(lambda entry: entry.get("repetition_index", 0) == 0 and int(
        entry["name"].split("/")[2]) == least[entry["name"].split("/")[0]])


def without_a_model():
    return _kept(lambda entry: "/processes" not in entry["name"])


def one_size():
    return _kept(lambda entry: entry["name"].endswith("/1000"))


def a_single_benchmark():
    return _kept(lambda entry: entry["name"] == "delayed_messages/threads/100")


def all_failed():
    return _kept(lambda entry: entry.get("error_occurred"))


def of_another_program():
    """Unknown models and workloads, and no context of Triptych's."""
    document = full()
    del document["context"]["triptych"]
    for entry in document["benchmarks"]:
        name = entry["name"].replace("threads", "fibres").replace("merge_sort", "heap_sort")
        entry["name"] = entry["run_name"] = name
    return document


ALL = (full, with_intervals, with_findings, quick, without_a_model, one_size, a_single_benchmark,
       all_failed, of_another_program)
