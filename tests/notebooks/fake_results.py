"""A results file as `triptych run --json` writes it: invented, plausible, and seeded."""

import json
import random

# workload: model.variant, role, seconds at size 1, exponent, busy cores, bytes fixed and each
IMPLEMENTATIONS = {
    "delayed_messages": [
        ("threads", "contender", 0.1, 0.02, 0.1, 2_000_000, 9_000),
        ("threads.pool", "contender", 0.1, 0.2, 0.05, 3_000_000, 60),
        ("processes", "contender", 0.1, 0.15, 0.6, 2_000_000, 90_000),
        ("coroutines", "contender", 0.1, 0.001, 0.02, 2_000_000, 300),
        ("asio", "peer", 0.1, 0.01, 0.1, 2_000_000, 1_100),
    ],
    "merge_sort": [
        ("sequential", "baseline", 6e-8, 1.0, 1.0, 3_000_000, 8),
        ("threads", "contender", 3.2e-8, 1.0, 1.9, 3_000_000, 8),
        ("processes", "contender", 3.6e-8, 1.0, 1.8, 4_000_000, 12),
        ("coroutines", "contender", 6.1e-8, 1.0, 1.0, 3_000_000, 8),
        ("tbb", "peer", 4.5e-8, 1.0, 1.9, 6_000_000, 4),
    ],
    "sort_many": [
        ("sequential", "baseline", 8e-4, 1.0, 1.0, 3_000_000, 240_000),
        ("threads", "contender", 4.1e-4, 1.0, 1.95, 3_000_000, 240_000),
        ("processes.pipe", "contender", 5.3e-4, 1.0, 1.8, 3_000_000, 480_000),
        ("coroutines", "contender", 8.1e-4, 1.0, 1.0, 3_000_000, 240_000),
    ],
    "shared_counter": [
        ("sequential", "baseline", 1e-9, 1.0, 1.0, 2_000_000, 0),
        ("threads.unguarded", "broken", 8e-7, 1.0, 1.9, 2_000_000, 0),
        ("threads.mutex", "contender", 2e-7, 1.0, 1.5, 2_000_000, 0),
        ("processes.private", "broken", 5e-9, 1.0, 1.9, 2_000_000, 0),
        ("coroutines.unguarded", "broken", 8e-8, 1.0, 1.0, 2_000_000, 0),
        ("coroutines.mutex", "contender", 1.5e-7, 1.0, 1.0, 2_000_000, 0),
    ],
}
SIZES = {
    "delayed_messages": [100, 1_000, 10_000],
    "merge_sort": [100_000, 1_000_000, 10_000_000],
    "sort_many": [1_000],
    "shared_counter": [10_000, 100_000],
}
UNITS = {"delayed_messages": "messages", "merge_sort": "integers", "sort_many": "lists",
         "shared_counter": "additions by each worker"}
LOST = {"threads.unguarded": 60, "processes.private": 100, "coroutines.unguarded": 75}


def entry(workload, row, size, index, chance):
    implementation, role, unit, exponent, busy, fixed, each = row
    seconds = unit * size**exponent * chance.uniform(0.97, 1.08)
    name = f"{workload}/{implementation}/{size}"
    made = {
        "name": name, "run_name": name, "run_type": "iteration", "repetitions": 3,
        "repetition_index": index, "threads": 1, "iterations": 1, "role": role,
        "unit": UNITS.get(workload, "items"),
        "real_time": seconds * 1e9, "cpu_time": seconds * busy * 1e9, "time_unit": "ns",
        "cpu_seconds": seconds * busy, "peak_bytes": fixed + each * size,
        "wait_seconds": 0.1 if workload == "delayed_messages" else 0,
    }
    if workload == "shared_counter":
        made["lost_percent"] = LOST.get(implementation, 0) * chance.uniform(0.9, 1)
        made["lost"] = round(made["lost_percent"] / 100 * 4 * size)
    else:
        made["ideal_seconds"] = 0.1 if workload == "delayed_messages" else unit * size / 2
    return made


def document(seed=42):
    chance = random.Random(seed)
    entries = [
        entry(workload, row, size, index, chance)
        for workload, rows in IMPLEMENTATIONS.items()
        for size in SIZES[workload]
        for row in rows
        for index in range(3)
    ]
    for name, reason in (
        ("delayed_messages/processes.pool/10000", "skipped: one after another would take 550 s"),
        ("merge_sort/coroutines.offloaded/100000", "killed by SIGSEGV"),
    ):
        entries.append({"name": name, "run_name": name, "run_type": "iteration",
                        "error_occurred": True, "error_message": reason, "role": "contender"})
    context = {"date": "2024-01-01T00:00:00+00:00", "host_name": "made-up", "num_cpus": 2,
               "triptych": {"seed": seed, "cores": 2, "complete": True, "kernel": "Linux",
                            "compiler": "g++", "command": ["triptych", "run"]}}
    return {"context": context, "benchmarks": entries}


if __name__ == "__main__":
    print(json.dumps(document(), indent=2))
