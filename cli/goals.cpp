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
#include "cli/print_warnings.hpp"
#include "cli/results/result_files.hpp"
#include "cli/run/measured_benchmarks.hpp"
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
    if (!goal.metric.over.empty()) return fmt::format("{:.3g}", value);
    return goal.metric.kind == MetricKind::memory ? harness::format_bytes(value)
                                                  : harness::format_seconds(value);
}

/// The whole interval must be on one side of the limit.
std::string verdict(const Goal& goal, const MeasuredBenchmarks& benchmarks) {
    const auto reached = benchmarks.look_at(goal.metric);
    if (!reached) return "not measured";
    if (goal.metric.kind != MetricKind::memory && benchmarks.cores_withheld(goal.metric))
        return "cannot tell (!)";
    if (reached->high <= goal.at_most) return "met";
    return reached->low <= goal.at_most ? "cannot tell" : "not met";
}

std::string interval(const Goal& goal, const Statistics& reached) {
    if (goal.metric.kind == MetricKind::memory) return "one value";
    return fmt::format("{} to {}", format(goal, reached.low), format(goal, reached.high));
}

harness::Table table_of(const MeasuredBenchmarks& benchmarks) {
    harness::Table table{.titles = {"goal", "at most", "here", "95 % interval", "verdict"},
                         .rows = {}};
    for (const Goal& goal : goals()) {
        const auto reached = benchmarks.look_at(goal.metric);
        harness::Row row;
        row.cells = {std::string{goal.what}, format(goal, goal.at_most),
                     reached ? format(goal, reached->median) : "-",
                     reached ? interval(goal, *reached) : "-", verdict(goal, benchmarks)};
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// JSON with an entry for each goal. Times are in seconds and memory is in bytes, unless the value
/// is a ratio to another benchmark ("over").
std::string json_of(const MeasuredBenchmarks& benchmarks) {
    auto entries = nlohmann::ordered_json::array();
    for (const Goal& goal : goals()) {
        const auto reached = benchmarks.look_at(goal.metric);
        nlohmann::ordered_json entry{{"goal", goal.what},
                                     {"benchmark", goal.metric.benchmark},
                                     {"over", goal.metric.over},
                                     {"at_most", goal.at_most},
                                     {"verdict", verdict(goal, benchmarks)}};
        if (reached)
            entry.update(
                {{"here", reached->median}, {"low", reached->low}, {"high", reached->high}});
        entries.push_back(std::move(entry));
    }
    return harness::for_json(entries, 2);
}

void print_goals(const MeasuredBenchmarks& benchmarks, const GoalsOptions& options,
                 std::FILE* stream) {
    const std::string heading = fmt::format(
        "Medians of {} repetition{}, each in its own process; competing benchmarks run in turn. A\n"
        "value is ours (time beyond the delay, memory or time), or ours divided by the peer's. A\n"
        "goal is met if the whole interval is within the limit, not met if the whole interval is\n"
        "beyond it. With 5 repetitions the interval is a 93.75 % interval, with fewer a guess.\n\n",
        options.repetitions, options.repetitions == 1 ? "" : "s");
    print_to(stream,
             heading + harness::as_text(table_of(benchmarks), terminal_width(stream),
                                        wants_colour(stream)),
             "the goals");
    print_warnings(stream, benchmarks.warnings());
}

int measure_goals(const GoalsOptions& options) {
    std::optional<harness::OutputFile> json;
    open_file(json, "--json", options.json);  // fail early, not after minutes
    std::vector<Metric> metrics_wanted;
    for (const Goal& goal : goals())
        metrics_wanted.push_back(goal.metric);
    const MeasuredBenchmarks benchmarks{metrics_wanted, options.repetitions};
    if (benchmarks.stopped_by() != 0) return 128 + benchmarks.stopped_by();
    do_both([&] { print_goals(benchmarks, options, is_stdout(json) ? stderr : stdout); },
            [&] {
                if (json) json->write(json_of(benchmarks));
            });
    for (const std::string& reason : benchmarks.reasons())
        print_message(reason);
    return benchmarks.any_failed() ? 1 : 0;
}

}  // namespace

void add_goals(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "goals", "measure whether the suite reaches its performance goals (some minutes)");
    const auto options = std::make_shared<GoalsOptions>();
    command.add_option("--repetitions,-r", options->repetitions, "timed runs of each benchmark")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.add_option("--json", options->json, "write the same in JSON; - is stdout");
    command.footer(
        "\"Cannot tell\": try more repetitions; with (!), a machine without CPU contention.\n"
        "Exit code: 0 whether goals are met or not, 1 an implementation failed, 2 wrong usage,\n"
        "128+n stopped by signal n.");
    command.callback([options, &exit_code] { exit_code = measure_goals(*options); });
}

}  // namespace triptych::cli
