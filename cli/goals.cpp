#include "cli/goals.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "benches/goals.hpp"
#include "cli/numbers.hpp"
#include "cli/printer.hpp"
#include "cli/results/result_files.hpp"
#include "cli/run/measured_cells.hpp"
#include "cli/terminal.hpp"
#include "common/cores.hpp"
#include "common/harness/escape.hpp"
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
    if (!goal.quantity.over.empty()) return fmt::format("{:.3g}", value);
    return goal.quantity.metric == Metric::memory ? harness::format_bytes(value)
                                                  : harness::format_seconds(value);
}

/// By all of the interval, on either side.
std::string verdict(const Goal& goal, const MeasuredCells& cells) {
    const auto reached = cells.look_at(goal.quantity);
    if (!reached) return "not measured";
    if (goal.quantity.metric != Metric::memory && cells.cores_withheld(goal.quantity))
        return "cannot tell (!)";
    if (reached->high <= goal.at_most) return "met";
    return reached->low <= goal.at_most ? "cannot tell" : "not met";
}

std::string interval(const Goal& goal, const Statistics& reached) {
    if (goal.quantity.metric == Metric::memory) return "seen once";
    return fmt::format("{} to {}", format(goal, reached.low), format(goal, reached.high));
}

harness::Table table_of(const MeasuredCells& cells) {
    harness::Table table{.titles = {"goal", "at most", "here", "95 % interval", "verdict"},
                         .rows = {}};
    for (const Goal& goal : goals()) {
        const auto reached = cells.look_at(goal.quantity);
        harness::Row row;
        row.cells = {std::string{goal.what}, format(goal, goal.at_most),
                     reached ? format(goal, reached->median) : "-",
                     reached ? interval(goal, *reached) : "-", verdict(goal, cells)};
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
                                     {"verdict", verdict(goal, cells)}};
        if (reached)
            entry.update(
                {{"here", reached->median}, {"low", reached->low}, {"high", reached->high}});
        entries.push_back(std::move(entry));
    }
    return harness::for_json(entries, 2);
}

void print_goals(const MeasuredCells& cells, const GoalsOptions& options, std::FILE* stream) {
    const std::string heading = fmt::format(
        "Medians of {} repetition{}, each in a process of its own, competing cells in turn.\n"
        "Time over the delay, memory and time: ours, or ours over the peer's. A goal is met, or "
        "not, only\nif all of the interval says so.\n\n",
        options.repetitions, options.repetitions == 1 ? "" : "s");
    print_to(
        stream,
        heading + harness::as_text(table_of(cells), terminal_width(stream), wants_colour(stream)),
        "the goals");
    Printer{stream, cores_allowed(), options.repetitions}.warnings(cells.warnings());
}

int measure_goals(const GoalsOptions& options) {
    std::optional<harness::OutputFile> json;
    open_file(json, "--json", options.json);  // before anything is measured, for that takes minutes
    std::vector<Quantity> quantities;
    for (const Goal& goal : goals())
        quantities.push_back(goal.quantity);
    const MeasuredCells cells{quantities, options.repetitions};
    if (cells.stopped_by() != 0) return 128 + cells.stopped_by();
    do_both([&] { print_goals(cells, options, is_stdout(json) ? stderr : stdout); },
            [&] {
                if (json) json->write(json_of(cells));
            });
    for (const std::string& reason : cells.reasons())
        print_message(reason);
    return cells.any_failed() ? 1 : 0;
}

}  // namespace

void add_goals(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "goals", "measure what the suite means to reach, beside its peers (some minutes)");
    const auto options = std::make_shared<GoalsOptions>();
    command.add_option("--repetitions,-r", options->repetitions, "timed runs of each cell")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.add_option("--json", options->json,
                       "the same for programs; - is stdout, and only that");
    command.footer(
        "\"Cannot tell\" wants more repetitions, or, with (!), a machine that gives its cores.\n"
        "Exit code: 0 whatever is met or not; 1 if an answer failed; 2 wrong usage; 128+n ended\n"
        "by signal n.");
    command.callback([options, &exit_code] { exit_code = measure_goals(*options); });
}

}  // namespace triptych::cli
