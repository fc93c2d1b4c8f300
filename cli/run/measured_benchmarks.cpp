#include "cli/run/measured_benchmarks.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <set>
#include <stdexcept>

#include "benches/catalog/catalog.hpp"
#include "benches/prices.hpp"
#include "cli/environment.hpp"
#include "cli/prices/price_list.hpp"
#include "cli/rank_options.hpp"
#include "cli/run/selection.hpp"
#include "cli/terminal.hpp"
#include "common/cores.hpp"
#include "common/harness/canary.hpp"
#include "common/harness/grouping.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/progress.hpp"
#include "common/harness/stop_signals.hpp"
#include "common/harness/summary.hpp"

namespace triptych::cli {
namespace {

using harness::Result;
using harness::Statistics;

Result unmeasured_benchmark(std::string_view name) {
    for (const Price& price : prices())
        if (price.benchmark_name() == name) return unmeasured(price);
    const auto benchmark = find_benchmark(name);
    if (!benchmark) throw std::logic_error{fmt::format("no benchmark {}", name)};
    return unmeasured(*benchmark->workload, *benchmark->implementation, benchmark->size,
                      benchmark->set);
}

bool competes(const Result& one, const Result& other) {
    return one.benchmark.workload == other.benchmark.workload &&
           one.benchmark.size == other.benchmark.size;
}

bool is_named(std::span<const Metric> metrics, const Result& result) {
    const std::string name = result.benchmark.name();
    return std::ranges::any_of(metrics, [&](const Metric& metric) {
        return metric.benchmark == name || metric.over == name;
    });
}

/// Adds it to those with which it competes.
void add_to(std::vector<std::vector<Result>>& groups, Result result) {
    auto group = std::ranges::find_if(
        groups, [&](const auto& some) { return competes(some.front(), result); });
    if (group == groups.end()) group = groups.emplace(groups.end());
    group->push_back(std::move(result));
}

std::vector<std::vector<Result>> groups_of_benchmarks(std::span<const Metric> metrics) {
    std::set<std::string_view> added;
    std::vector<std::vector<Result>> groups;
    const auto add = [&](std::string_view name) {
        if (added.insert(name).second) add_to(groups, unmeasured_benchmark(name));
    };
    for (const Metric& metric : metrics) {
        add(metric.benchmark);
        if (!metric.over.empty()) add(metric.over);
    }
    return groups;
}

/// How long it takes until all have that many repetitions, as far as their last runs tell.
harness::Seconds time_to_reach(int repetitions, std::span<const Result> group) {
    harness::Seconds sum{0};
    for (const Result& result : group)
        sum += harness::Seconds{result.run_seconds} *
               std::max(0, repetitions - static_cast<int>(result.repetitions.size()));
    return sum;
}

/// One value for each repetition; a single one for the memory, which is sampled only once. Empty if
/// the result does not have this metric.
std::vector<double> values_of(const Result& result, const Metric& metric) {
    if (metric.kind == MetricKind::counter)
        return harness::values_of(result, std::string{metric.counter});
    if (metric.kind == MetricKind::cpu) return harness::values_of(result, "cpu_seconds");
    if (metric.kind == MetricKind::memory) {
        const auto summaries = harness::summarize({&result, 1}, cores_allowed());
        return {summaries.front().peak_bytes.value_or(0)};
    }
    std::vector<double> values;
    for (const harness::Repetition& repetition : result.repetitions) {
        const auto counter = [&](const char* name) {
            const auto found = repetition.counters.find(name);
            return found == repetition.counters.end() ? 0 : found->second;
        };
        const double wall = repetition.wall_seconds;
        switch (metric.kind) {
            case MetricKind::overhead: values.push_back(wall - counter("wait_seconds")); break;
            case MetricKind::cores: values.push_back(counter("cpu_seconds") / wall); break;
            default: values.push_back(wall); break;
        }
    }
    return values;
}

}  // namespace

MeasuredBenchmarks::MeasuredBenchmarks(std::span<const Metric> metrics, int repetitions)
    : repetitions_{repetitions} {
    measure(groups_of_benchmarks(metrics), repetitions, std::nullopt);
}

void MeasuredBenchmarks::measure_more(std::span<const Metric> metrics, int repetitions,
                                      harness::Seconds budget) {
    std::vector<Group> groups;
    Group others;
    for (Result& result : results_)
        if (is_named(metrics, result))
            add_to(groups, std::move(result));
        else
            others.push_back(std::move(result));
    results_ = std::move(others);
    measure(std::move(groups), repetitions, budget);
}

void MeasuredBenchmarks::measure(std::vector<Group> groups, int repetitions,
                                 std::optional<harness::Seconds> budget) {
    const auto start = std::chrono::steady_clock::now();
    harness::StopSignals signals;
    std::vector<Result> all;
    for (const Group& group : groups)
        all.insert(all.end(), group.begin(), group.end());
    const RankFiles rank_files{all};
    harness::BenchmarkProgress progress{takes_control_sequences(stderr), terminal_width(stderr),
                                        "benchmarks", all.size(),
                                        static_cast<std::size_t>(repetitions) + 1};
    std::size_t done = 0;
    for (Group& group : groups) {
        const bool are_prices = group.front().benchmark.workload == "prices";
        harness::Measurement measurement{
            {.bench = are_prices ? find_primitives() : find_bench(),
             .repetitions = repetitions,
             .stop_descriptor = signals.descriptor(),
             .bench_words = are_prices ? price_options() : rank_files.words(),
             .before_run = [&](const Result& next) { progress.begin_run(next.benchmark.name()); },
             .canary = find_canary(),
             .cpu_time = find_cpu_time()}};
        const harness::Seconds passed = std::chrono::steady_clock::now() - start;
        if (stopped_by_ == 0 && (!budget || passed + time_to_reach(repetitions, group) <= *budget))
            measurement.measure(group, std::nullopt);
        if (measurement.stopped()) stopped_by_ = signals.received();
        done += group.size();
        std::ranges::move(group, std::back_inserter(results_));
        progress.finish(done);
    }
    progress.clear();
}

std::vector<double> MeasuredBenchmarks::values(const Metric& metric, std::string_view name) const {
    const auto result =
        std::ranges::find(results_, name, [](const Result& r) { return r.benchmark.name(); });
    if (result == results_.end() || !result->measured()) return {};
    return values_of(*result, metric);
}

std::optional<Statistics> MeasuredBenchmarks::look_at(const Metric& metric) const {
    const auto ours = values(metric, metric.benchmark);
    const auto theirs = metric.over.empty() ? std::vector<double>{1} : values(metric, metric.over);
    if (ours.empty() || theirs.empty()) return std::nullopt;
    if (metric.kind == MetricKind::memory) {
        const double seen = ours.front() / theirs.front();
        return Statistics{
            .count = 1, .median = seen, .least = seen, .most = seen, .low = seen, .high = seen};
    }
    return metric.over.empty() ? harness::statistics(ours) : harness::ratio(ours, theirs);
}

bool MeasuredBenchmarks::cores_withheld(const Metric& metric) const {
    const auto withheld = [&](std::span<const Result> group) {
        if (group.front().benchmark.workload == "prices")  // has no CPU time, but only computes
            return group.front().speedup.value_or(2) < harness::least_speedup;
        return harness::cores_withheld(group, host_.cores);
    };
    return std::ranges::any_of(
        harness::groups_of(std::span{results_}), [&](std::span<const Result> group) {
            return withheld(group) &&
                   std::ranges::find(group, metric.benchmark, [](const Result& one) {
                       return one.benchmark.name();
                   }) != group.end();
        });
}

std::vector<harness::Warning> MeasuredBenchmarks::warnings() const {
    return harness::warnings(results_, host_, repetitions_);
}

std::vector<harness::Warning> MeasuredBenchmarks::warnings(std::span<const Metric> metrics) const {
    std::vector<Result> some;
    for (const std::span<const Result> group : harness::groups_of(std::span{results_})) {
        if (std::ranges::any_of(group, [&](const Result& one) { return is_named(metrics, one); }))
            some.insert(some.end(), group.begin(), group.end());
    }
    harness::Host host = host_;
    if (some.empty()) host.load.reset();  // a busy machine did no harm
    return harness::warnings(some, host, repetitions_);
}

std::vector<std::string> MeasuredBenchmarks::reasons() const {
    std::vector<std::string> reasons;
    for (const Result& result : results_)
        if (!result.measured())
            reasons.push_back(fmt::format("{}: {}", result.benchmark.name(), result.reason));
    return reasons;
}

bool MeasuredBenchmarks::any_failed() const {
    return std::ranges::find(results_, harness::Outcome::failed, &Result::outcome) !=
           results_.end();
}

}  // namespace triptych::cli
