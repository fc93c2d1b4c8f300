#include "cli/goals.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "benches/catalog.hpp"
#include "benches/goals.hpp"
#include "cli/environment.hpp"
#include "cli/selection.hpp"
#include "cli/terminal.hpp"
#include "common/cores.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/progress.hpp"
#include "common/harness/stop_signals.hpp"
#include "common/harness/summary.hpp"
#include "common/harness/table.hpp"
#include "common/harness/units.hpp"

namespace triptych::cli {
namespace {

using harness::Result;

/// The cells that the goals name, those of one workload and size in one group, to be measured
/// in turn; each but once.
std::vector<std::vector<Result>> groups_of_cells() {
    std::vector<std::vector<Result>> groups;
    const auto add = [&](std::string_view name) {
        const auto cell = find_cell(name);
        if (!cell) throw std::logic_error{fmt::format("no cell {}", name)};
        Result result = unmeasured(*cell->workload, *cell->answer, cell->size);
        const auto competes = [&](const std::vector<Result>& group) {
            return group.front().cell.workload == result.cell.workload &&
                   group.front().cell.size == result.cell.size;
        };
        auto group = std::ranges::find_if(groups, competes);
        if (group == groups.end()) group = groups.emplace(groups.end());
        if (std::ranges::find(*group, name, [](const Result& r) { return r.cell.name(); }) ==
            group->end())
            group->push_back(std::move(result));
    };
    for (const Goal& goal : goals()) {
        add(goal.cell);
        if (!goal.over.empty()) add(goal.over);
    }
    return groups;
}

/// Of some repetitions; of a ratio, as far as it may lie from that of the medians.
struct Range {
    double least;
    double median;
    double most;
};

/// What the goals look at, of all cells that were measured.
class Figures {
public:
    void add(std::span<const Result> group) {
        for (const auto& summary : harness::summarize(group, cores_allowed())) {
            const Range time{summary.wall.least, summary.wall.median, summary.wall.most};
            const double wait = summary.median("wait_seconds").value_or(0);
            const double memory = summary.peak_bytes.value_or(0);
            cells_.push_back({summary.cell().name(),
                              time,
                              {time.least - wait, time.median - wait, time.most - wait},
                              {memory, memory, memory}});
        }
        for (const Result& result : group)
            if (!result.measured())
                reasons_ += fmt::format("{}: {}\n", result.cell.name(), result.reason);
    }

    /// The figure, or the ratio of two; nothing if a cell could not be measured.
    std::optional<Range> reached(const Goal& goal) const {
        const auto ours = figure(goal.cell, goal.metric);
        if (goal.over.empty() || !ours) return ours;
        const auto theirs = figure(goal.over, goal.metric);
        if (!theirs) return std::nullopt;
        return Range{ours->least / theirs->most, ours->median / theirs->median,
                     ours->most / theirs->least};
    }

    const std::string& reasons() const { return reasons_; }

private:
    struct Cell {
        std::string name;
        Range time;      // seconds
        Range overhead;  // seconds
        Range memory;    // bytes
    };

    std::optional<Range> figure(std::string_view name, Metric metric) const {
        const auto cell = std::ranges::find(cells_, name, &Cell::name);
        if (cell == cells_.end()) return std::nullopt;
        switch (metric) {
            case Metric::time: return cell->time;
            case Metric::overhead: return cell->overhead;
            case Metric::memory: break;
        }
        return cell->memory;
    }

    std::vector<Cell> cells_;
    std::string reasons_;  // why some are missing
};

std::string format(const Goal& goal, double value) {
    if (!goal.over.empty()) return fmt::format("{:.2f}", value);
    return goal.metric == Metric::memory ? harness::format_bytes(value)
                                         : harness::format_seconds(value);
}

std::string verdict(const Goal& goal, const std::optional<Range>& reached) {
    if (!reached) return "not measured";
    if (reached->median <= goal.at_most) return "met";
    return reached->least <= goal.at_most ? "cannot tell" : "not met";
}

harness::Table table_of(const Figures& figures) {
    harness::Table table{.titles = {"goal", "at most", "here", "least to most", "verdict"},
                         .rows = {}};
    for (const Goal& goal : goals()) {
        const auto reached = figures.reached(goal);
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
    harness::StopSignals signals;
    harness::ProgressLine progress{is_terminal(stderr), terminal_width(stderr)};
    harness::Measurement measurement{
        {.bench = find_bench(),
         .repetitions = repetitions,
         .stop_descriptor = signals.descriptor(),
         .before_run = [&](const Result& next) { progress.show(next.cell.name()); }}};
    Figures figures;
    for (auto& group : groups_of_cells()) {
        measurement.measure(group, std::nullopt);
        if (measurement.stopped()) return 128 + signals.received();
        figures.add(group);
    }
    progress.clear();
    fmt::print(
        "Medians of {} repetitions, each in a process of its own, competing cells in turn.\n"
        "Time over the delay, memory and time: ours, or ours over the peer's.\n\n{}",
        repetitions,
        harness::as_text(table_of(figures), terminal_width(stdout), wants_colour(stdout)));
    fmt::print(stderr, "{}", figures.reasons());
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
