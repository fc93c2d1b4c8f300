#include "common/harness/summary.hpp"

#include <algorithm>
#include <array>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <string_view>

#include "common/harness/contention.hpp"
#include "common/harness/many_ratios.hpp"

namespace triptych::harness {
namespace {

/// Counters that all benchmarks have. All others belong to a workload.
bool is_common(std::string_view counter) {
    static constexpr std::array<std::string_view, 7> common{
        "wait_seconds",         "lower_bound", "cpu_seconds",      "voluntary_switches",
        "involuntary_switches", "peak_bytes",  "others_used_cores"};
    return std::ranges::find(common, counter) != common.end();
}

std::optional<double> median_of(const Result& result, const std::string& counter) {
    std::vector<double> values = values_of(result, counter);
    if (values.empty()) return std::nullopt;
    return boost::math::statistics::median(values.begin(), values.end());
}

std::optional<double> highest_of(const std::vector<double>& values) {
    if (values.empty()) return std::nullopt;
    return std::ranges::max(values);
}

Summary summarize_one(const Result& result, int cores) {
    Summary summary;
    summary.result = &result;
    summary.wall = wall_statistics(result);
    summary.cpu_seconds = median_of(result, "cpu_seconds");
    if (summary.cpu_seconds && summary.wall.median > 0)
        summary.busy = *summary.cpu_seconds / summary.wall.median / cores;
    summary.peak_bytes = peak_bytes(highest_of(values_of(result, "peak_bytes")), result.peak);
    for (const auto& [name, value] : result.repetitions.front().counters)
        if (!is_common(name)) summary.metrics[name] = median_of(result, name).value_or(value);
    return summary;
}

Competitor competitor(const Summary& summary) {
    return {.values = wall_seconds(*summary.result), .waits = summary.mostly_waits()};
}

/// Compares all but the broken examples with the fastest contender.
void set_ratios(std::vector<Summary>& summaries) {
    const Summary* const first = fastest(summaries, Role::contender);
    if (first == nullptr) return;
    std::vector<Summary*> others;
    std::vector<Competitor> competitors;
    for (Summary& summary : summaries) {
        if (&summary == first || summary.benchmark().role == Role::broken) continue;
        others.push_back(&summary);
        competitors.push_back(competitor(summary));
    }
    const auto ratios = ratios_to_fastest(competitor(*first), competitors);
    for (std::size_t i = 0; i < others.size(); ++i)
        others[i]->ratio = ratios[i];
    summaries[static_cast<std::size_t>(first - summaries.data())].ratio = Statistics{
        .count = first->wall.count, .median = 1, .least = 1, .most = 1, .low = 1, .high = 1};
}

}  // namespace

bool Summary::mostly_waits() const {
    constexpr double least_seconds = 0.010;
    return busy && *busy < computes_from && wall.median >= least_seconds;
}

std::optional<double> Summary::median(const std::string& counter) const {
    return median_of(*result, counter);
}

std::vector<Summary> summarize(std::span<const Result> group, int cores) {
    std::vector<Summary> summaries;
    for (const Result& result : group)
        if (result.measured()) summaries.push_back(summarize_one(result, cores));

    const std::optional<double> ideal = ideal_seconds(group, cores);
    for (Summary& summary : summaries) {
        summary.ideal_seconds = ideal;
        summary.ideal_is_lower_bound = summary.median("lower_bound").value_or(0) > 0;
    }
    set_ratios(summaries);
    return summaries;
}

std::optional<double> ideal_seconds(std::span<const Result> group, int cores) {
    double ideal = 0;
    for (const Result& result : group) {
        if (!result.measured()) continue;
        ideal = std::max(ideal, median_of(result, "wait_seconds").value_or(0));
        if (result.benchmark.role == Role::baseline)
            ideal = std::max(ideal, median_of(result, "cpu_seconds").value_or(0) / cores);
    }
    if (ideal == 0) return std::nullopt;
    return ideal;
}

const Summary* fastest(std::span<const Summary> summaries, Role role) {
    const Summary* best = nullptr;
    for (const Summary& summary : summaries)
        if (summary.benchmark().role == role &&
            (best == nullptr || summary.wall.median < best->wall.median))
            best = &summary;
    return best;
}

std::vector<double> wall_seconds(const Result& result) {
    std::vector<double> seconds;
    for (const Repetition& repetition : result.repetitions)
        seconds.push_back(repetition.wall_seconds);
    return seconds;
}

Statistics wall_statistics(const Result& result) {
    return statistics(wall_seconds(result));
}

std::vector<double> values_of(const Result& result, const std::string& counter) {
    std::vector<double> values;
    for (const Repetition& repetition : result.repetitions)
        if (const auto found = repetition.counters.find(counter);
            found != repetition.counters.end())
            values.push_back(found->second);
    return values;
}

}  // namespace triptych::harness
