/// The measurement protocol, which makes the comparison of competing benchmarks fair.
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
        std::nullopt;        // stop after enough_repetitions if is_narrow(group, *margin)
    Seconds time_limit{60};  // for one run of one benchmark
    int stop_descriptor = -1;
    std::vector<std::string> bench_words = {};  // further arguments of the bench program

    std::function<void(const Result& next)> before_run = nullptr;

    /// Returns how many processes the kernel has killed so far because memory ran out.
    std::function<std::int64_t()> out_of_memory_kills = [] {
        return harness::out_of_memory_kills();
    };

    /// Called before each group: two_threads_speedup(), except in tests. May be empty.
    std::function<std::optional<double>()> canary = nullptr;
};

/// This number of repetitions is always taken, if there is time; a warning names groups with fewer,
/// unless their repetitions agree. To stop as soon as the medians look precise would sometimes stop
/// when they only look so by chance (optional stopping), and then more equal implementations would
/// seem different.
inline constexpr int enough_repetitions = 9;
inline constexpr int most_repetitions = 30;
inline constexpr double narrow_margin = 0.02;

/// Whether the interval of each measured contender's median (see statistics.hpp) extends no further
/// than `margin` (a part of the median) to either side. False with fewer than fewest_values
/// repetitions, which may agree by chance.
bool is_narrow(std::span<const Result> group, double margin);

/// Whether at least one measured contender has fewer repetitions than `enough`, and its median is
/// not known to narrow_margin.
bool has_too_few(std::span<const Result> group, int enough);

/// Measures groups of competing benchmarks.
///
/// Each run is a new process. In a round each benchmark of a group runs once, in a new random
/// order: so a disturbance of the machine affects all of them, and all have the same number of
/// repetitions. The first round is the warm-up. Its times are dropped, and the process tree is
/// sampled only in it, so that sampling does not disturb the times. A benchmark that was skipped or
/// failed does not run again.
class Measurement {
public:
    explicit Measurement(Settings settings) : settings_{std::move(settings)} {}

    /// Measures one group. With a `budget`, it stops when the next round would not fit, but not
    /// before one round after the warm-up; and a benchmark whose warm-up takes 2 s or more has only
    /// one repetition.
    void measure(std::span<Result> group, std::optional<Seconds> budget);

    /// Continues a group that was measured before, without another warm-up, until it has `rounds`
    /// repetitions or the next round would not fit into `budget`. Returns whether it ran a round.
    /// How long the first round takes is estimated from the wall times so far.
    bool measure_on(std::span<Result> group, int rounds, Seconds budget);

    /// Whether the stop descriptor ended the measurement. The run of that moment is lost.
    bool stopped() const { return stopped_; }

    /// Google Benchmark's context, from the first run that had one; else null.
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
