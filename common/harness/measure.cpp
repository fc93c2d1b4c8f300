#include "common/harness/measure.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <system_error>
#include <utility>

#include "common/harness/bench_output.hpp"
#include "common/harness/grouping.hpp"
#include "common/harness/schedule.hpp"
#include "common/harness/summary.hpp"
#include "common/harness/undecided.hpp"
#include "common/refusal.hpp"

namespace triptych::harness {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double slow_seconds = 2;

bool may_run(const Result& result) {
    return result.outcome != Outcome::skipped && result.outcome != Outcome::failed;
}

int done(const Result& result) {
    return static_cast<int>(result.repetitions.size());
}

double cpu_seconds(const Repetition& repetition) {
    const auto found = repetition.counters.find("cpu_seconds");
    return found == repetition.counters.end() ? repetition.wall_seconds : found->second;
}

/// Whether neither the sampling, which takes up to a core in the first quarter of a second, nor a
/// cold start can change the time much.
bool is_undisturbed_by_sampling(const Repetition& run) {
    constexpr double sampled_seconds = 0.25;
    return run.wall_seconds >= slow_seconds ||
           (run.wall_seconds >= sampled_seconds && cpu_seconds(run) < 0.1 * run.wall_seconds);
}

/// The wall time of the fastest contender's warm-up; infinite if there is none.
double fastest_warm_up(std::span<const Result> group) {
    double fastest = std::numeric_limits<double>::infinity();
    for (const Result& result : group)
        if (may_run(result) && result.benchmark.role == Role::contender && result.first_seconds > 0)
            fastest = std::min(fastest, result.first_seconds);
    return fastest;
}

Seconds time_for(std::span<Result* const> those) {
    Seconds sum{0};
    for (const Result* const result : those)
        sum += Seconds{result->run_seconds};
    return sum;
}

/// Whether the median is known to that margin.
bool is_known(const Result& result, double margin) {
    const Statistics wall = wall_statistics(result);
    return wall.count >= fewest_values && wall.margin() <= margin;
}

}  // namespace

bool is_narrow(std::span<const Result> group, double margin) {
    return std::ranges::any_of(group, &Result::measured) &&
           std::ranges::all_of(group, [&](const Result& result) {
               if (!result.measured() || result.benchmark.role != Role::contender || result.once)
                   return true;
               return is_known(result, margin);
           });
}

bool has_too_few(std::span<const Result> group, int enough) {
    const std::vector<const Result*> open = undecided(group, Comparing{}.error);
    return std::ranges::any_of(group, [&](const Result& result) {
        if (!result.measured() || result.benchmark.role != Role::contender) return false;
        if (done(result) >= enough || is_known(result, narrow_margin)) return false;
        return done(result) < least_rounds || std::ranges::find(open, &result) != open.end();
    });
}

Need need_of(std::span<const Result> group) {
    Need need;
    for (const std::span<const Result> competing : groups_of(group)) {
        const double decided_from = 2 * fastest_warm_up(competing);
        for (const Result& result : competing) {
            if (!may_run(result)) continue;
            const Seconds run{result.run_seconds};
            need.least += std::max(0, least_rounds - done(result)) * run;
            if (result.benchmark.role != Role::broken && result.first_seconds < decided_from)
                need.extra += (enough_repetitions - least_rounds) * run;
        }
    }
    return need;
}

void Measurement::warm_up(std::span<Result> group) {
    std::vector<Result*> cold;
    for (Result& result : group)
        if (may_run(result) && result.run_seconds == 0) cold.push_back(&result);
    run_round(group, cold, 0);
}

void Measurement::measure(std::span<Result> group, std::optional<Seconds> budget, int at_least) {
    warm_up(group);
    if (stopped_) return;
    const Clock::time_point start = Clock::now();
    for (Result& result : group)
        result.once = budget && at_least < least_rounds && result.first_seconds >= slow_seconds &&
                      need_of(group).least > *budget;
    bool has_begun = false;
    for (int round = 1; round <= settings_.repetitions && !stopped_; ++round) {
        const std::vector<Result*> those = next_round(group, round);
        if (those.empty()) continue;  // they have more already
        if (round > at_least && budget && Clock::now() - start + time_for(those) > *budget) return;
        if (!std::exchange(has_begun, true)) run_canary(group);
        run_round(group, those, round);
    }
}

/// If it runs again before further rounds, the lower speed-up counts.
void Measurement::run_canary(std::span<Result> group) const {
    if (!settings_.canary) return;
    const std::optional<double> speedup = settings_.canary();
    for (Result& result : group)
        if (!result.speedup || (speedup && *speedup < *result.speedup)) result.speedup = speedup;
}

/// The benchmarks that run in this round.
std::vector<Result*> Measurement::next_round(std::span<Result> group, int round) const {
    std::vector<Result*> those;
    for (Result& result : group)
        if (may_run(result) && done(result) < round && (!result.once || done(result) == 0))
            those.push_back(&result);
    if (!settings_.margin || round <= least_rounds) return those;
    // Only these two looks, so that chance has only these.
    const bool looks = round == least_rounds + 1 || round == enough_repetitions + 1;
    if (looks)
        for (const std::span<Result> competing : groups_of(group)) {
            const std::vector<const Result*> open = undecided(competing, error_of_a_look);
            for (Result& result : competing)
                result.is_decided |= std::ranges::find(open, &result) == open.end();
        }
    std::erase_if(those, [](const Result* result) { return result->is_decided; });
    if (round <= enough_repetitions) return those;
    const bool all_known = std::ranges::all_of(those, [&](const Result* result) {
        return result->benchmark.role != Role::contender || is_known(*result, *settings_.margin);
    });
    if (all_known) those.clear();
    return those;
}

void Measurement::run_round(std::span<Result> group, std::span<Result* const> those, int round) {
    const auto order = shuffled(group.size(), settings_.seed, static_cast<std::uint64_t>(round));
    for (const std::size_t place : order) {
        Result& result = group[place];
        if (std::ranges::find(those, &result) == those.end()) continue;
        if (settings_.before_run) settings_.before_run(result);
        const std::optional<CpuTime> before = settings_.cpu_time();
        const Clock::time_point began = Clock::now();
        run_once(result, round == 0);
        if (stopped_) return;
        result.run_seconds = Seconds{Clock::now() - began}.count();
        const std::optional<CpuTime> after = settings_.cpu_time();
        if (round > 0 && before && after)
            result.contention.add(result.run_seconds, *before, *after);
    }
}

void Measurement::run_once(Result& result, bool is_warm_up) {
    std::optional<TreeSampler> sampler;
    Watch watch{.limit = settings_.time_limit, .stop_descriptor = settings_.stop_descriptor};
    if (is_warm_up) {
        sampler.emplace();
        watch.sample = [&](pid_t group) { return sampler->sample(group); };
    }
    const std::string name = result.benchmark.name();
    std::vector<std::string> words{settings_.bench,
                                   "--benchmark=" + name,
                                   fmt::format("--seed={}", settings_.seed),
                                   fmt::format("--time-limit={}", settings_.time_limit.count()),
                                   "--benchmark_min_time=0",
                                   "--benchmark_format=json"};
    words.insert(words.end(), settings_.bench_words.begin(), settings_.bench_words.end());
    BenchRun run = run_bench(words, name, watch);
    if (stopped_) return;
    if (context_.is_null()) context_ = std::move(run.context);
    if (sampler) result.peak = sampler->peak();
    if (run.outcome != Outcome::measured) {
        result.outcome = run.outcome;
        result.reason = std::move(run.reason);
        result.repetitions.clear();
        return;
    }
    if (is_warm_up) {
        const Repetition& timed = run.repetition;
        result.first_seconds = timed.wall_seconds;
        result.peak.samples = sampler->samples_in_last(
            Seconds{timed.wall_seconds * static_cast<double>(timed.iterations)});
        if (!settings_.margin || !is_undisturbed_by_sampling(timed)) return;
    }
    result.outcome = Outcome::measured;
    result.repetitions.push_back(std::move(run.repetition));
}

/// A benchmark is skipped if the system does not allow it, also if the program cannot be started.
BenchRun Measurement::run_bench(const std::vector<std::string>& words, const std::string& benchmark,
                                const Watch& watch) {
    const auto skipped = [](std::string reason) -> BenchRun {
        return {.outcome = Outcome::skipped,
                .reason = std::move(reason),
                .repetition = {},
                .context = {}};
    };
    const std::int64_t kills_before = settings_.out_of_memory_kills();
    try {
        const Ending ending = run_command(words, watch);
        stopped_ = ending.stopped;
        BenchRun run = read_bench_run(ending, benchmark);
        if (run.outcome != Outcome::failed) return run;
        const std::string reason =
            why_not_allowed(ending, settings_.out_of_memory_kills() - kills_before);
        return reason.empty() ? run : skipped(reason);
    } catch (const std::system_error& error) {
        if (limit_behind(error.code().value()).empty()) throw;
        return skipped(explain(error));
    }
}

}  // namespace triptych::harness
