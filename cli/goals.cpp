#include "cli/goals.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ranges>
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

/// All goals get the first number of rounds; those that are undecided then, more. Each look is
/// another chance of an error of 5 % (6.25 % with 5 values), so there are only three.
constexpr std::array rounds{5, 15, 45};
constexpr std::chrono::seconds time_limit{570};  // of all rounds

struct GoalsOptions {
    std::optional<int> repetitions;   // exactly so many
    std::optional<std::string> json;  // a path; - is stdout
};

std::string format(const Goal& goal, double value) {
    if (!goal.metric.over.empty()) return fmt::format("{:.3g}", value);
    return goal.metric.kind == MetricKind::memory ? harness::format_bytes(value)
                                                  : harness::format_seconds(value);
}

bool is_undecided(const Goal& goal, const MeasuredBenchmarks& benchmarks) {
    const auto reached = benchmarks.look_at(goal.metric);
    return reached && reached->low <= goal.at_most && goal.at_most < reached->high;
}

/// The whole interval should be on one side of the limit; if it is not, the median decides.
std::string verdict(const Goal& goal, const MeasuredBenchmarks& benchmarks) {
    const auto reached = benchmarks.look_at(goal.metric);
    if (!reached) return "not measured";
    if (goal.metric.kind != MetricKind::memory && benchmarks.cores_withheld(goal.metric))
        return "cannot tell (!)";
    const bool is_met = reached->median <= goal.at_most;
    if (is_undecided(goal, benchmarks)) return is_met ? "just met" : "just missed";
    return is_met ? "met" : "not met";
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

std::string repetitions_text(const GoalsOptions& options) {
    if (!options.repetitions)
        return fmt::format("{} repetitions, or up to {} where that decides", rounds.front(),
                           rounds.back());
    return fmt::format("{} repetition{}", *options.repetitions,
                       *options.repetitions == 1 ? "" : "s");
}

void print_goals(const MeasuredBenchmarks& benchmarks, const GoalsOptions& options,
                 std::FILE* stream) {
    const std::string heading = fmt::format(
        "Medians of {}, each in its own process; competing benchmarks run in turn. A\n"
        "value is ours (time beyond the delay, memory or time), or ours divided by the peer's. A\n"
        "goal is met if the whole interval is within the limit, not met if the whole interval is\n"
        "beyond it. Just met or just missed: the interval contains the limit, so the median "
        "decides.\n"
        "With 5 repetitions the interval is a 93.75 % interval, with fewer a guess.\n\n",
        repetitions_text(options));
    print_to(stream,
             heading + harness::as_text(table_of(benchmarks), terminal_width(stream),
                                        wants_colour(stream)),
             "the goals");
    print_warnings(stream, benchmarks.warnings());
}

/// More rounds for the goals that are not decided, if they fit into the budget.
void decide(MeasuredBenchmarks& benchmarks, int repetitions, harness::Seconds budget) {
    std::vector<Metric> undecided;
    for (const Goal& goal : goals())
        if (goal.metric.kind != MetricKind::memory && is_undecided(goal, benchmarks) &&
            !benchmarks.cores_withheld(goal.metric))
            undecided.push_back(goal.metric);
    if (!undecided.empty() && benchmarks.stopped_by() == 0)
        benchmarks.measure_more(undecided, repetitions, budget);
}

int measure_goals(const GoalsOptions& options) {
    std::optional<harness::OutputFile> json;
    open_file(json, "--json", options.json);  // fail early, not after minutes
    std::vector<Metric> metrics_wanted;
    for (const Goal& goal : goals())
        metrics_wanted.push_back(goal.metric);
    const auto start = std::chrono::steady_clock::now();
    MeasuredBenchmarks benchmarks{metrics_wanted, options.repetitions.value_or(rounds.front())};
    if (!options.repetitions)
        for (const int more : rounds | std::views::drop(1))
            decide(benchmarks, more, start + time_limit - std::chrono::steady_clock::now());
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
    command
        .add_option("--repetitions,-r", options->repetitions,
                    "timed runs of each benchmark (default: 5, or up to 45 where that decides)")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000));
    command.add_option("--json", options->json, "write the same in JSON; - is stdout");
    command.footer(
        "\"Cannot tell (!)\": try a machine without CPU contention. It takes at most about ten\n"
        "minutes.\n"
        "Exit code: 0 whether goals are met or not, 1 an implementation failed, 2 wrong usage,\n"
        "128+n stopped by signal n.");
    command.callback([options, &exit_code] { exit_code = measure_goals(*options); });
}

}  // namespace triptych::cli
