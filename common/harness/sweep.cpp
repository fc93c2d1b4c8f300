#include "common/harness/sweep.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "common/harness/summary.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

using Settings = std::vector<const Result*>;

/// The settings of one implementation at one size, the fastest first.
Settings settings_of(std::span<const Result> workload, const BenchmarkName& benchmark) {
    Settings settings;
    for (const Result& result : workload)
        if (result.measured() && result.benchmark.implementation() == benchmark.implementation() &&
            result.benchmark.size == benchmark.size)
            settings.push_back(&result);
    std::ranges::sort(settings, {},
                      [](const Result* result) { return wall_statistics(*result).median; });
    return settings;
}

std::string name_of(const Result& result) {
    std::string name = result.benchmark.set.empty() ? "the default setting" : result.benchmark.set;
    std::ranges::replace(name, ':', ' ');
    return name;
}

std::string best_text(const Settings& settings) {
    const Result& best = *settings.front();
    std::vector<std::string> as_good;
    for (const Result* const other : settings)
        if (other != &best && !differs(ratio(wall_seconds(*other), wall_seconds(best))))
            as_good.push_back(name_of(*other));
    return fmt::format(
        "With {} {}, {} is fastest at {} ({}){}.", format_count(best.benchmark.size),
        best.benchmark.unit, best.benchmark.implementation(), name_of(best),
        format_seconds(wall_statistics(best).median),
        as_good.empty() ? "" : "; it cannot be told apart from " + enumerate(as_good));
}

}  // namespace

std::string sweep_text(std::span<const Result> workload) {
    std::string text;
    std::vector<std::pair<std::string, std::int64_t>> done;  // implementations and sizes
    for (const Result& result : workload) {
        if (result.benchmark.role != Role::contender || !result.measured()) continue;
        const std::pair next{result.benchmark.implementation(), result.benchmark.size};
        if (std::ranges::find(done, next) != done.end()) continue;
        done.push_back(next);
        const Settings settings = settings_of(workload, result.benchmark);
        if (settings.size() > 1) text += (text.empty() ? "" : " ") + best_text(settings);
    }
    return text;
}

}  // namespace triptych::harness
