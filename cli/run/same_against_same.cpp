/// A against A: measures one implementation as if it were two, many times, and counts how often the
/// two are called different (false positives).
///
/// It measures and decides with the code of `triptych run`. Only the canary is left out: CPU
/// contention is no excuse here.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <boost/math/distributions/binomial.hpp>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "benches/catalog/catalog.hpp"
#include "cli/environment.hpp"
#include "cli/numbers.hpp"
#include "cli/run/selection.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/cores.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/progress.hpp"
#include "common/harness/stop_signals.hpp"
#include "common/harness/summary.hpp"
#include "common/inheritance.hpp"

namespace triptych::cli {
namespace {

using harness::Result;
using Binomial = boost::math::binomial_distribution<>;

constexpr double promised = 0.05;  // the highest acceptable part of false positives

struct Options {
    std::string benchmark = "shared_counter/threads.sharded/100000";
    int comparisons = 100;
    std::optional<int> repetitions;  // of each in a comparison; empty: as in triptych run
    std::uint64_t seed = 1;
};

struct Tally {
    int comparisons = 0;
    int different = 0;
    std::size_t repetitions = 0;  // of all comparisons together
};

Result find(const std::string& name) {
    const auto benchmark = find_benchmark(name);
    if (!benchmark)
        throw UsageError{
            fmt::format("no benchmark \"{}\"; build/release/triptych_bench "
                        "--benchmark_list_tests lists all",
                        name)};
    return unmeasured(*benchmark->workload, *benchmark->implementation, benchmark->size);
}

void count(const std::array<Result, 2>& twins, Tally& tally) {
    for (const Result& twin : twins)
        if (!twin.measured())
            throw std::runtime_error{
                fmt::format("{} was not measured: {}", twin.benchmark.name(), twin.reason)};
    const auto summaries = harness::summarize(twins, cores_allowed());
    const bool different = std::ranges::any_of(summaries, &harness::Summary::differs_from_fastest);
    ++tally.comparisons;
    tally.different += different ? 1 : 0;
    tally.repetitions += twins[0].repetitions.size();
}

std::string report(const Options& options, const Tally& tally) {
    const double all = tally.comparisons;
    const double different = tally.different;
    // Clopper and Pearson's interval (1934), which is exact.
    const double low = Binomial::find_lower_bound_on_p(all, different, 0.025);
    const double high = Binomial::find_upper_bound_on_p(all, different, 0.025);
    std::string text = fmt::format(
        "{} against itself, {:.1f} repetitions each on average:\n"
        "{} of {} comparisons say \"different\". The true share is {:.1f} to {:.1f} %.\n",
        options.benchmark, static_cast<double>(tally.repetitions) / all, tally.different,
        tally.comparisons, 100 * low, 100 * high);
    if (different <= promised * all) return text;
    const double chance =
        boost::math::cdf(boost::math::complement(Binomial{all, promised}, different - 1));
    return text + fmt::format(
                      "That is more than the promised {:g} %. If {:g} % were the true share, "
                      "chance would show\nthis many in {:.0f} % of all runs: try more "
                      "--comparisons.\n",
                      100 * promised, 100 * promised, 100 * chance);
}

int compare_with_itself(const Options& options) {
    Result benchmark = find(options.benchmark);
    benchmark.benchmark.role = Role::contender;  // in any case: only contenders are ranked
    harness::StopSignals signals;
    harness::ProgressLine progress{takes_control_sequences(stderr), terminal_width(stderr)};
    const auto margin = options.repetitions ? std::nullopt : std::optional{harness::narrow_margin};
    Tally tally;
    for (int i = 0; i < options.comparisons; ++i) {
        progress.show(fmt::format("{} of {} comparisons, {} say \"different\"", i,
                                  options.comparisons, tally.different));
        std::array<Result, 2> twins{benchmark, benchmark};
        harness::Measurement measurement{
            {.bench = find_bench(),
             .seed = options.seed + static_cast<std::uint64_t>(i),
             .repetitions = options.repetitions.value_or(harness::most_repetitions),
             .margin = margin,
             .stop_descriptor = signals.descriptor()}};
        measurement.measure(twins, std::nullopt);
        if (measurement.stopped()) {
            progress.clear();
            fmt::print(stderr,
                       "triptych_same_against_same: stopped by SIG{} after {} of {} "
                       "comparisons{}\n",
                       ::sigabbrev_np(signals.received()), i, options.comparisons,
                       i == 0 ? "" : "; their result:");
            if (i > 0) fmt::print("{}", report(options, tally));
            return 128 + signals.received();
        }
        count(twins, tally);
    }
    progress.clear();
    fmt::print("{}", report(options, tally));
    return tally.different <= promised * tally.comparisons ? 0 : 1;
}

int run_program(int argc, char** argv) {
    CLI::App app{
        "Compares an implementation with itself, as triptych run compares two, and counts how\n"
        "often the two are called different."};
    Options options;
    app.add_option("benchmark", options.benchmark, "workload/implementation/size")
        ->capture_default_str();
    app.add_option("--comparisons,-c", options.comparisons, "number of comparisons")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    app.add_option("--repetitions,-r", options.repetitions,
                   "timed runs of each in a comparison (default: as in triptych run)")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000));
    app.add_option("--seed,-s", options.seed, "seed of the first comparison")
        ->capture_default_str();
    app.footer(
        "Exit code: 0 at most 5 % say \"different\", 1 more do, or the implementation failed,\n"
        "2 wrong usage, 128+n stopped by signal n.");
    try {
        app.parse(argc, argv);
        return compare_with_itself(options);
    } catch (const CLI::Success& success) {  // --help
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        fmt::print(stderr, "triptych_same_against_same: {}\n", error.what());
        return 2;
    } catch (const UsageError& error) {
        fmt::print(stderr, "triptych_same_against_same: {}\n", error.what());
        return 2;
    }
}

}  // namespace
}  // namespace triptych::cli

int main(int argc, char* argv[]) {
    triptych::settle_inheritance();
    try {
        return triptych::cli::run_program(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "triptych_same_against_same: %s\n", error.what());
        return 1;
    }
}
