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
#include "common/harness/schedule.hpp"
#include "common/harness/statistics.hpp"

namespace triptych::harness {

struct Settings {
    std::string bench;  // path of the bench program
    std::uint64_t seed = 1;
    int repetitions = 9;  // at most
    std::optional<double> margin =
        std::nullopt;        // leave out rows that are decided, and stop when all are narrow
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

    /// Returns the CPU time that was used so far, by whom: called before and after each run.
    std::function<std::optional<CpuTime>()> cpu_time = [] { return read_cpu_time(); };
};

/// The rounds of a run without a number of repetitions. All rows run in the first five (see
/// statistics.hpp). Then those that can be told apart from the fastest are done; the others run in
/// nine, and beyond that until the contenders among them are known to narrow_margin. (undecided.hpp
/// says why looking at the values does not bias them.) A warning names groups with fewer.
inline constexpr int least_rounds = static_cast<int>(fewest_values);
inline constexpr int enough_repetitions = 9;
inline constexpr int most_repetitions = 30;
inline constexpr double narrow_margin = 0.02;

/// Whether the interval of each measured contender's median (see statistics.hpp) extends no further
/// than `margin` (a part of the median) to either side. False with fewer than fewest_values
/// repetitions, which may agree by chance.
bool is_narrow(std::span<const Result> group, double margin);

/// Whether a measured contender has fewer repetitions than `enough`, its median is not known to
/// narrow_margin, and it has fewer than least_rounds or cannot be told apart from the fastest.
bool has_too_few(std::span<const Result> group, int enough);

/// What a group needs after its warm-up: `least` for least_rounds of all, `extra` for the rest of
/// enough_repetitions of those that may remain undecided. Estimated from how long the last run of
/// each benchmark took. It takes a benchmark for decided if it took twice as long as the fastest
/// contender.
Need need_of(std::span<const Result> group);

/// Measures groups of competing benchmarks.
///
/// Each run is a new process. In a round each benchmark of a group runs once, in a new random
/// order: so a disturbance of the machine affects all of them. The first round is the warm-up. In
/// it the process tree is sampled, so that sampling does not disturb the times; so its times are
/// dropped. (Those of 2 s, or of 0.25 s without computing, count as the first repetition: sampling
/// and a cold start do not show in them.) A benchmark that was skipped or failed does not run
/// again.
class Measurement {
public:
    explicit Measurement(Settings settings) : settings_{std::move(settings)} {}

    /// Runs the warm-up of a group that has had none.
    void warm_up(std::span<Result> group);

    /// Measures one group, after its warm-up if it has had none. With a `budget`, it stops when the
    /// next round would not fit, but not before `at_least` rounds are done; and if least_rounds do
    /// not fit, benchmarks of 2 s or more run only once after the warm-up. May be called again,
    /// with more time.
    void measure(std::span<Result> group, std::optional<Seconds> budget, int at_least = 1);

    /// Whether the stop descriptor ended the measurement. The run of that moment is lost.
    bool stopped() const { return stopped_; }

    /// Google Benchmark's context, from the first run that had one; else null.
    const Json& context() const { return context_; }

private:
    void run_canary(std::span<Result> group) const;
    void run_round(std::span<Result> group, std::span<Result* const> those, int round);
    void run_once(Result& result, bool is_warm_up);
    std::vector<Result*> next_round(std::span<Result> group, int round) const;
    BenchRun run_bench(const std::vector<std::string>& words, const std::string& benchmark,
                       const Watch& watch);

    Settings settings_;
    bool stopped_ = false;
    Json context_;
};

}  // namespace triptych::harness
