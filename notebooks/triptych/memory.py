"""Memory: by how much the peak grows for each further worker."""

import pandas as pd

from triptych.results import FEWEST, SUMMARY, summary

PAGE = 4096  # bytes: the kernel gives memory in pages, so a smaller growth is no measurement
POOL = "a pool"


def growths(results, workload):
    """A table like summary(): for each contender, `median` is the growth of the peak memory from
    its smallest to its largest size, divided by how many more workers were alive at once. `low`
    and `high` follow from the extremes of the repetitions. Also `first` and `last`, the sizes;
    `counted`, whether the workers were; `each`, the growth divided by the sizes' difference; and
    `pool`, whether about as many workers as before, or only a part of them, were alive at once:
    then `median` is `each`."""
    found = []
    table = summary(results, workload, "peak_bytes")
    alive, counted = (summary(results, workload, column).set_index(["implementation", "size"])
                      ["median"] for column in ("alive", "counted"))
    for name, rows in table[table["role"] == "contender"].groupby("implementation", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        if first["size"] == last["size"]:
            continue
        before, after = alive[name, first["size"]], alive[name, last["size"]]
        ended = after < last["size"] / 2  # most had ended before the last began: their peak is missed
        pool = after - before < before / 2 or ended
        more = last["size"] - first["size"] if pool else after - before
        count = int(min(first["count"], last["count"]))
        found.append({
            **{key: last[key] for key in ("implementation", "model", "variant", "role", "size")},
            "median": max(last["median"] - first["median"], 0) / more,
            "low": max(last["min"] - first["max"], 0) / more,
            "high": max(last["max"] - first["min"], 0) / more,
            "count": count, "guess": count < FEWEST, "pool": pool, "alive": after,
            "first": first["size"], "last": last["size"],
            "counted": bool(counted[name, last["size"]]),
            "each": max(last["median"] - first["median"], 0) / (last["size"] - first["size"]),
        })
    return pd.DataFrame(found, columns=[*SUMMARY, "pool", "alive", "first", "last", "counted",
                                        "each"])


def is_noise(row):
    """Whether the peak has not grown by more than its repetitions differ, or by less than a page
    altogether."""
    more = row["last"] - row["first"]
    return row["low"] <= 0 or row["each"] * more < PAGE
