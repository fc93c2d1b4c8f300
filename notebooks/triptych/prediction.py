"""The reader's prediction, compared with the measurement."""

from triptych.look import value_of
from triptych.results import largest_shared, summary
from triptych.units import number, seconds

MODELS = ("threads", "processes", "coroutines")
NEAR = 1.5  # a factor: nearer than that is a good prediction
HOW = ("**No prediction yet.** Write your numbers into the cell with `mine` above (1 for the model "
       "that you believe is the fastest, 2 for one that takes twice as long), and run both cells.")


def compared_with(results, workload, predicted):
    """A Markdown table: for each model its fastest implementation's time, how many times as long as
    the fastest model it took, and how near the prediction was."""
    best = best_of_models(results, workload)
    if not best:
        return f"*Nothing to compare with: the file has no times of {workload}.*"
    given = {model: value for model, value in dict(predicted or {}).items()
             if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0}
    if not given:
        return HOW
    least = min(row["median"] for row in best.values())
    lines = ["| model | your prediction | measured | time | |", "|---|---|---|---|---|"]
    near = 0
    for model, row in best.items():
        times = row["median"] / least
        mine = given.get(model)
        said = "not predicted"
        if mine is not None:
            off = max(mine / times, times / mine)
            near += off <= NEAR
            how = "much" if mine > times else "little"
            said = "near" if off <= NEAR else f"{number(float(f'{off:.2g}'))} times too {how}"
        about = "~" if row["guess"] else ""
        measured = f"{about}{number(float(f'{times:.3g}'))}x | {value_of(row, seconds)}"
        lines.append(f"| {row['implementation']} | {number(mine) + 'x' if mine else '-'} | "
                     f"{measured} | {said} |")
    asked = sum(model in best for model in given)
    return "\n".join([*lines, "", f"**{near} of {asked}** predictions are within a factor of "
                      f"{number(NEAR)} of the measurement."])


def best_of_models(results, workload):
    """Each model's fastest contender at the size that most of them share, by model."""
    rows = largest_shared(summary(results, workload, "seconds"))
    found = {}
    for _, row in rows.sort_values("median").iterrows():
        found.setdefault(row["model"], row)
    return {model: found[model] for model in MODELS if model in found}
