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

/// By all of the interval, on either side.
std::string verdict(const Goal& goal, const MeasuredBenchmarks& benchmarks) {
    const auto reached = benchmarks.look_at(goal.metric);
    if (!reached) return "not measured";
    if (goal.metric.kind != MetricKind::memory && benchmarks.cores_withheld(goal.metric))
        return "cannot tell (!)";
    if (reached->high <= goal.at_most) return "met";
    return reached->low <= goal.at_most ? "cannot tell" : "not met";
}

std::string interval(const Goal& goal, const Statistics& reached) {
    if (goal.metric.kind == MetricKind::memory) return "seen once";
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

/// For programs: an entry for each goal. Times are in seconds and memory in bytes, unless it is a
/// ratio to another benchmark's ("over").
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
        "Medians of {} repetition{}, each in a process of its own, competing benchmarks in turn.\n"
        "Time over the delay, memory and time: ours, or ours over the peer's. A goal is met, or "
        "not, only\nif all of the interval says so.\n\n",
        options.repetitions, options.repetitions == 1 ? "" : "s");
    print_to(stream,
             heading + harness::as_text(table_of(benchmarks), terminal_width(stream),
                                        wants_colour(stream)),
             "the goals");
    Printer{stream, cores_allowed(), options.repetitions}.warnings(benchmarks.warnings());
}

int measure_goals(const GoalsOptions& options) {
    std::optional<harness::OutputFile> json;
    open_file(json, "--json", options.json);  // before anything is measured, for that takes minutes
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
        "goals", "measure what the suite means to reach, beside its peers (some minutes)");
    const auto options = std::make_shared<GoalsOptions>();
    command.add_option("--repetitions,-r", options->repetitions, "timed runs of each benchmark")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.add_option("--json", options->json,
                       "the same for programs; - is stdout, and only that");
    command.footer(
        "\"Cannot tell\" wants more repetitions, or, with (!), a machine that gives its cores.\n"
        "Exit code: 0 whatever is met or not; 1 if an implementation failed; 2 wrong usage; 128+n "
        "ended\n"
        "by signal n.");
    command.callback([options, &exit_code] { exit_code = measure_goals(*options); });
}

}  // namespace triptych::cli
