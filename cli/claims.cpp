#include "cli/claims.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <vector>

#include "cli/numbers.hpp"
#include "cli/print_warnings.hpp"
#include "cli/run/measured_benchmarks.hpp"
#include "cli/terminal.hpp"
#include "common/cores.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::cli {
namespace {

using harness::Statistics;

constexpr std::string_view holds = "holds here";
constexpr std::string_view refuted = "refuted here";
constexpr std::string_view cannot_tell = "cannot tell here";
constexpr std::size_t indent = cannot_tell.size() + 2;

std::string format(double value) {
    return value == static_cast<double>(static_cast<std::int64_t>(value))
               ? harness::format_count(static_cast<std::int64_t>(value))
               : fmt::format("{:.2f}", value);
}

std::string measured_text(const Statistics& measured) {
    if (measured.low == measured.high) return format(measured.median);
    return fmt::format("{} ({} to {})", format(measured.median), format(measured.low),
                       format(measured.high));
}

/// Whether the claim could use enough cores: other programs or a hypervisor may take a part of
/// each.
bool suffice(double cores, const Claim& claim) {
    return claim.cores == 1 || cores >= 0.75 * claim.cores;
}

/// The most cores that a claim about several cores kept busy; 1 if there is no such claim.
double cores_given(const MeasuredBenchmarks& benchmarks) {
    double most = 1;
    for (const Claim& claim : claims())
        if (claim.cores > 1)
            if (const auto busy =
                    benchmarks.look_at({MetricKind::cores, claim.metric.benchmark, ""}))
                most = std::max(most, busy->median);
    return most;
}

std::string finding(const Claim& claim, const std::optional<Statistics>& measured, double cores) {
    if (!suffice(cores, claim))
        return fmt::format(": needs {} cores, and {} could be used", claim.cores, format(cores));
    return measured ? " = " + measured_text(*measured) : ": not measured";
}

/// The metric, what was measured, and what the claim requires.
std::string evidence(const Claim& claim, const std::string& found) {
    return fmt::format("{}{}; the claim requires {} {}.", claim.shown_by, found,
                       claim.bound == Bound::at_most ? "at most" : "at least", format(claim.value));
}

/// The metrics of the claims that could not be decided: only these may need better measurements.
std::vector<Metric> undecided(const MeasuredBenchmarks& benchmarks, double cores) {
    std::vector<Metric> metrics;
    for (const Claim& claim : claims())
        if (judge(claim, benchmarks.look_at(claim.metric), cores) == cannot_tell)
            metrics.push_back(claim.metric);
    return metrics;
}

/// What the interval is (see harness/statistics.hpp).
std::string interval_text(int repetitions) {
    constexpr auto fewest = static_cast<int>(harness::fewest_values);
    if (repetitions < fewest)
        return fmt::format("a guess where the median is; fewer than {} repetitions do not tell.",
                           fewest);
    return fmt::format("the {} interval of the median in this run.",
                       repetitions == fewest ? "93.75 %" : "95 %");
}

void print_claims(const MeasuredBenchmarks& benchmarks, int repetitions) {
    const std::size_t width = terminal_width(stdout);
    const double cores = cores_given(benchmarks);
    std::string text = "Common claims, tested on this machine\n\n";
    for (const Claim& claim : claims()) {
        const auto measured = benchmarks.look_at(claim.metric);
        text += harness::hanging(fmt::format("{:<{}}", judge(claim, measured, cores), indent),
                                 claim.text, width);
        text += harness::hanging(std::string(indent, ' '),
                                 evidence(claim, finding(claim, measured, cores)), width) +
                '\n';
    }
    text += harness::hanging("", "In brackets: " + interval_text(repetitions), width);
    print_to(stdout, text, "the claims");
    print_warnings(stdout, benchmarks.warnings(undecided(benchmarks, cores)));
}

int measure_claims(int repetitions) {
    std::vector<Metric> metrics_wanted;
    for (const Claim& claim : claims())
        if (claim.cores <= cores_allowed()) metrics_wanted.push_back(claim.metric);
    const MeasuredBenchmarks benchmarks{metrics_wanted, repetitions};
    if (benchmarks.stopped_by() != 0) return 128 + benchmarks.stopped_by();
    print_claims(benchmarks, repetitions);
    for (const std::string& reason : benchmarks.reasons())
        print_message(reason);
    return benchmarks.any_failed() ? 1 : 0;
}

}  // namespace

std::string_view judge(const Claim& claim, const std::optional<Statistics>& measured,
                       double cores) {
    if (!measured || !suffice(cores, claim)) return cannot_tell;
    const bool at_most = claim.bound == Bound::at_most;
    if (at_most ? measured->high <= claim.value : measured->low >= claim.value) return holds;
    if (at_most ? measured->low > claim.value : measured->high < claim.value) return refuted;
    return cannot_tell;
}

void add_claims(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "claims", "common claims about the three models, tested on this machine (a minute)");
    const auto repetitions = std::make_shared<int>(5);
    command.add_option("--repetitions,-r", *repetitions, "timed runs of each benchmark")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.footer(
        "Exit code: 0 whether claims hold or not, 1 an implementation failed, 2 wrong usage.");
    command.callback([repetitions, &exit_code] { exit_code = measure_claims(*repetitions); });
}

}  // namespace triptych::cli
