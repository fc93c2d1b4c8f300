#include "cli/goals.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "benches/goals.hpp"
#include "cli/measured_cells.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/harness/output_file.hpp"
#include "common/harness/table.hpp"
#include "common/harness/units.hpp"

namespace triptych::cli {
namespace {

using harness::Statistics;

struct GoalsOptions {
    int repetitions = 5;
    std::optional<std::string> json;  // a path; - is stdout
};

std::string format(const Goal& goal, double value) {
    if (!goal.quantity.over.empty()) return fmt::format("{:.2f}", value);
    return goal.quantity.metric == Metric::memory ? harness::format_bytes(value)
                                                  : harness::format_seconds(value);
}

std::string verdict(const Goal& goal, const std::optional<Statistics>& reached) {
    if (!reached) return "not measured";
    if (reached->median <= goal.at_most) return "met";
    return reached->low <= goal.at_most ? "cannot tell" : "not met";
}

harness::Table table_of(const MeasuredCells& cells) {
    harness::Table table{.titles = {"goal", "at most", "here", "95 % interval", "verdict"},
                         .rows = {}};
    for (const Goal& goal : goals()) {
        const auto reached = cells.look_at(goal.quantity);
        harness::Row row;
        row.cells = {std::string{goal.what}, format(goal, goal.at_most),
                     reached ? format(goal, reached->median) : "-",
                     reached ? fmt::format("{} to {}", format(goal, reached->low),
                                           format(goal, reached->high))
                             : "-",
                     verdict(goal, reached)};
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// For programs: an entry for each goal. Times are in seconds and memory in bytes, unless it is a
/// ratio to another cell's ("over").
std::string json_of(const MeasuredCells& cells) {
    auto entries = nlohmann::ordered_json::array();
    for (const Goal& goal : goals()) {
        const auto reached = cells.look_at(goal.quantity);
        nlohmann::ordered_json entry{{"goal", goal.what},
                                     {"cell", goal.quantity.cell},
                                     {"over", goal.quantity.over},
                                     {"at_most", goal.at_most},
                                     {"verdict", verdict(goal, reached)}};
        if (reached)
            entry.update(
                {{"here", reached->median}, {"low", reached->low}, {"high", reached->high}});
        entries.push_back(std::move(entry));
    }
    return entries.dump(2) + '\n';
}

/// Before anything is measured, for that takes minutes.
void open(std::optional<harness::OutputFile>& file, const std::optional<std::string>& path) {
    if (!path) return;
    try {
        file.emplace(*path == "-" ? "/dev/stdout" : *path);
    } catch (const std::system_error& error) {
        throw UsageError{
            fmt::format("--json {}: cannot be written: {}", *path, error.code().message())};
    }
}

void print_goals(const MeasuredCells& cells, const GoalsOptions& options) {
    fmt::print(
        "Medians of {} repetitions, each in a process of its own, competing cells in turn.\n"
        "Time over the delay, memory and time: ours, or ours over the peer's.\n\n{}",
        options.repetitions,
        harness::as_text(table_of(cells), terminal_width(stdout), wants_colour(stdout)));
}

int measure_goals(const GoalsOptions& options) {
    std::optional<harness::OutputFile> json;
    open(json, options.json);
    std::vector<Quantity> quantities;
    for (const Goal& goal : goals())
        quantities.push_back(goal.quantity);
    const MeasuredCells cells{quantities, options.repetitions};
    if (cells.stopped_by() != 0) return 128 + cells.stopped_by();
    if (options.json != "-") print_goals(cells, options);
    if (json) json->write(json_of(cells));
    fmt::print(stderr, "{}", cells.reasons());
    return cells.any_failed() ? 1 : 0;
}

}  // namespace

void add_goals(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "goals", "measure what the suite means to reach, beside its peers (some minutes)");
    const auto options = std::make_shared<GoalsOptions>();
    command.add_option("--repetitions,-r", options->repetitions, "timed runs of each cell")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.add_option("--json", options->json,
                       "the same for programs; - is stdout, and only that");
    command.footer(
        "Exit code: 0 whatever is met or not; 1 if an answer failed; 2 wrong usage; 128+n ended "
        "by\n"
        "signal n.");
    command.callback([options, &exit_code] { exit_code = measure_goals(*options); });
}

}  // namespace triptych::cli
