#include "cli/goals.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "benches/goals.hpp"
#include "cli/measured_cells.hpp"
#include "cli/terminal.hpp"
#include "common/harness/table.hpp"
#include "common/harness/units.hpp"

namespace triptych::cli {
namespace {

using harness::Statistics;

std::string format(const Goal& goal, double value) {
    if (!goal.quantity.over.empty()) return fmt::format("{:.2f}", value);
    return goal.quantity.metric == Metric::memory ? harness::format_bytes(value)
                                                  : harness::format_seconds(value);
}

std::string verdict(const Goal& goal, const std::optional<Statistics>& reached) {
    if (!reached) return "not measured";
    if (reached->median <= goal.at_most) return "met";
    return reached->least <= goal.at_most ? "cannot tell" : "not met";
}

harness::Table table_of(const MeasuredCells& cells) {
    harness::Table table{.titles = {"goal", "at most", "here", "least to most", "verdict"},
                         .rows = {}};
    for (const Goal& goal : goals()) {
        const auto reached = cells.look_at(goal.quantity);
        harness::Row row;
        row.cells = {std::string{goal.what}, format(goal, goal.at_most),
                     reached ? format(goal, reached->median) : "-",
                     reached ? fmt::format("{} to {}", format(goal, reached->least),
                                           format(goal, reached->most))
                             : "-",
                     verdict(goal, reached)};
        table.rows.push_back(std::move(row));
    }
    return table;
}

int measure_goals(int repetitions) {
    std::vector<Quantity> quantities;
    for (const Goal& goal : goals())
        quantities.push_back(goal.quantity);
    const MeasuredCells cells{quantities, repetitions};
    if (cells.stopped_by() != 0) return 128 + cells.stopped_by();
    fmt::print(
        "Medians of {} repetitions, each in a process of its own, competing cells in turn.\n"
        "Time over the delay, memory and time: ours, or ours over the peer's.\n\n{}",
        repetitions,
        harness::as_text(table_of(cells), terminal_width(stdout), wants_colour(stdout)));
    fmt::print(stderr, "{}", cells.reasons());
    return 0;
}

}  // namespace

void add_goals(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "goals", "measure what the suite means to reach, beside its peers (some minutes)");
    const auto repetitions = std::make_shared<int>(5);
    command.add_option("--repetitions,-r", *repetitions, "timed runs of each cell")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.callback([repetitions, &exit_code] { exit_code = measure_goals(*repetitions); });
}

}  // namespace triptych::cli
