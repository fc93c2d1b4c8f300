/// The protocol: how competing benchmarks are measured so that the comparison is fair.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/harness/bench_output.hpp"
#include "common/harness/benchmark.hpp"
#include "common/harness/command.hpp"
#include "common/harness/json.hpp"
#include "common/harness/out_of_memory.hpp"

namespace triptych::harness {

struct Settings {
    std::string bench;  // path of the bench program
    std::uint64_t seed = 1;
    int repetitions = 9;  // at most
    std::optional<double> margin =
        std::nullopt;        // enough_repetitions suffice once is_narrow(group, *margin)
    Seconds time_limit{60};  // for one run of one benchmark
    int stop_descriptor = -1;
    std::vector<std::string> bench_words = {};  // more words for the bench program

    std::function<void(const Result& next)> before_run = nullptr;

    /// How many processes have been killed so far because memory ran out.
    std::function<std::int64_t()> out_of_memory_kills = [] {
        return harness::out_of_memory_kills();
    };

    /// Called before each group: two_threads_speedup(), unless it is a test.
    std::function<std::optional<double>()> canary = nullptr;
};

/// So many repetitions are taken in any case, if there is time; fewer are told as few, unless they
/// agree. Who stops as soon as the medians look known stops at times when they only look it: of
/// equal implementations more are then told apart, and the more so the sooner one may stop.
inline constexpr int enough_repetitions = 9;
inline constexpr int most_repetitions = 30;
inline constexpr double narrow_margin = 0.02;

/// Whether the interval of each measured contender's median (see statistics.hpp) goes no farther
/// than `margin` of that median to either side. Not with less than
/// fewest_values: they may agree by chance.
bool is_narrow(std::span<const Result> group, double margin);

/// Whether a measured contender, be it a single one, has fewer repetitions than `enough`, and they
/// do not make up for it by agreeing: its median is not known to narrow_margin.
bool has_too_few(std::span<const Result> group, int enough);

/// Measures groups of competing benchmarks.
///
/// Each run is a fresh process. In a round each benchmark runs once, in an order drawn anew, so
/// that whatever disturbs the machine for a while disturbs all of them: so all benchmarks of a
/// group have the same number of repetitions. The first round is the warm-up: its times are
/// dropped, and only in it the process tree is sampled, so that sampling disturbs no time. A
/// benchmark that was skipped or failed does not run again.
class Measurement {
public:
    explicit Measurement(Settings settings) : settings_{std::move(settings)} {}

    /// Fills in the results of one group. With a `budget`, rounds end when the next one would
    /// not fit (after one round besides the warm-up at least), and a benchmark whose warm-up takes
    /// 2 s or more has one repetition only.
    void measure(std::span<Result> group, std::optional<Seconds> budget);

    /// Takes a group up again that was measured for less than `rounds`, without another warm-up,
    /// until there are so many, or the next round would not fit into `budget`: the first is judged
    /// by the wall times so far. Whether there was one.
    bool measure_on(std::span<Result> group, int rounds, Seconds budget);

    /// Whether the stop descriptor ended it: what was running then is lost.
    bool stopped() const { return stopped_; }

    /// Google Benchmark's context, from the first run that gave one; else null.
    const Json& context() const { return context_; }

private:
    void run_round(std::span<Result> group, int round, bool limited);
    void run_once(Result& result, int round, bool limited);
    BenchRun run_bench(const std::vector<std::string>& words, const std::string& benchmark,
                       const Watch& watch);

    Settings settings_;
    bool stopped_ = false;
    Json context_;
};

}  // namespace triptych::harness
