#include "common/harness/undecided.hpp"

#include "common/harness/summary.hpp"

namespace triptych::harness {
namespace {

/// The fastest contender with repetitions; null if there is none.
const Result* fastest_contender(std::span<const Result> group) {
    const Result* best = nullptr;
    double least = 0;
    for (const Result& result : group) {
        if (!result.measured() || result.benchmark.role != Role::contender) continue;
        const double median = wall_statistics(result).median;
        if (best != nullptr && median >= least) continue;
        best = &result;
        least = median;
    }
    return best;
}

bool is_compared(const Result& result) {
    return result.benchmark.role != Role::broken && result.outcome != Outcome::skipped &&
           result.outcome != Outcome::failed;
}

}  // namespace

std::vector<const Result*> undecided(std::span<const Result> group, double error) {
    std::vector<const Result*> found;
    std::vector<const Result*> others;
    std::vector<Competitor> competitors;
    const Result* const fastest = fastest_contender(group);
    for (const Result& result : group) {
        if (!is_compared(result) || &result == fastest) continue;
        if (fastest == nullptr || !result.measured()) {
            found.push_back(&result);
            continue;
        }
        others.push_back(&result);
        competitors.push_back({.values = wall_seconds(result)});
    }
    if (fastest != nullptr) {
        const auto ratios =
            ratios_to_fastest({.values = wall_seconds(*fastest)}, competitors, error);
        for (std::size_t i = 0; i < others.size(); ++i)
            if (!differs(ratios[i])) found.push_back(others[i]);
        if (!found.empty()) found.push_back(fastest);
    }
    return found;
}

}  // namespace triptych::harness
