#include "common/harness/measure.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>
#include <utility>

#include "common/harness/bench_output.hpp"
#include "common/harness/schedule.hpp"
#include "common/harness/summary.hpp"
#include "common/refusal.hpp"

namespace triptych::harness {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double slow_seconds = 2;

bool may_run(const Result& result) {
    if (result.outcome == Outcome::skipped || result.outcome == Outcome::failed) return false;
    return !result.once || result.repetitions.empty();
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
    return std::ranges::any_of(group, [&](const Result& result) {
        return result.measured() && result.benchmark.role == Role::contender &&
               result.repetitions.size() < static_cast<std::size_t>(enough) &&
               !is_known(result, narrow_margin);
    });
}

void Measurement::measure(std::span<Result> group, std::optional<Seconds> budget) {
    const Clock::time_point start = Clock::now();
    const std::optional<double> speedup =
        settings_.canary ? settings_.canary() : std::optional<double>{};
    for (Result& result : group)
        result.speedup = speedup;
    for (int round = 0; round <= settings_.repetitions && !stopped_; ++round) {
        const Clock::time_point began = Clock::now();
        run_round(group, round, budget.has_value());
        const Seconds took = Clock::now() - began;
        if (settings_.margin && round >= enough_repetitions && is_narrow(group, *settings_.margin))
            return;
        // Does another round fit, if it takes as long as this one?
        if (round > 0 && budget && Clock::now() - start + took > *budget) return;
    }
}

bool Measurement::measure_on(std::span<Result> group, int rounds, Seconds budget) {
    const Clock::time_point start = Clock::now();
    int done = 0;
    Seconds a_round{0};
    for (const Result& result : group) {
        if (!result.measured() || !may_run(result)) continue;
        done = std::max(done, static_cast<int>(result.repetitions.size()));
        a_round += Seconds{std::ranges::max(wall_seconds(result))};
    }
    if (done == 0) return false;
    const int before = done;
    while (done < rounds && !stopped_ && Clock::now() - start + a_round <= budget) {
        const Clock::time_point began = Clock::now();
        run_round(group, ++done, true);
        a_round = Clock::now() - began;
    }
    return done > before;
}

void Measurement::run_round(std::span<Result> group, int round, bool limited) {
    const auto order = shuffled(group.size(), settings_.seed, static_cast<std::uint64_t>(round));
    for (const std::size_t place : order) {
        Result& result = group[place];
        if (!may_run(result)) continue;
        if (settings_.before_run) settings_.before_run(result);
        run_once(result, round, limited);
        if (stopped_) return;
    }
}

void Measurement::run_once(Result& result, int round, bool limited) {
    const bool warm_up = round == 0;
    std::optional<TreeSampler> sampler;
    Watch watch{.limit = settings_.time_limit, .stop_descriptor = settings_.stop_descriptor};
    if (warm_up) {
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
    if (warm_up) {
        const Repetition& timed = run.repetition;
        result.peak.samples = sampler->samples_in_last(
            Seconds{timed.wall_seconds * static_cast<double>(timed.iterations)});
        result.once = limited && run.repetition.wall_seconds >= slow_seconds;
    } else {
        result.outcome = Outcome::measured;
        result.repetitions.push_back(std::move(run.repetition));
    }
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
