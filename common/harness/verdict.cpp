#include "common/harness/verdict.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "common/harness/canary.hpp"
#include "common/harness/report.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

using Summaries = std::vector<const Summary*>;

/// What limits the baseline (CPU or I/O), at the largest size at which it was measured.
std::string bound_text(std::span<const Result> workload) {
    const Result* baseline = nullptr;
    for (const Result& result : workload)
        if (result.benchmark.role == Role::baseline && result.measured()) baseline = &result;
    if (baseline == nullptr)
        return "Cannot tell whether it is I/O-bound or CPU-bound: no baseline was measured.";

    const std::optional<double> share = computing_share({baseline, 1});
    if (!share)
        return "Cannot tell whether it is I/O-bound or CPU-bound: CPU time was not measured.";
    const std::string name = baseline->benchmark.implementation();
    if (*share >= mostly_computing)
        return fmt::format("CPU-bound: {} computes {} of its time.", name, format_percent(*share));
    if (*share <= 0.3)
        return fmt::format("I/O-bound: {} waits {} of its time.", name, format_percent(1 - *share));
    return fmt::format("Between I/O-bound and CPU-bound: {} computes {} of its time.", name,
                       format_percent(*share));
}

std::vector<std::string> names_of(const Summaries& summaries) {
    std::vector<std::string> names;
    for (const Summary* summary : summaries)
        names.push_back(summary->benchmark().implementation());
    return names;
}

/// Of the other models' fastest implementations the slowest one, if it is clearly slower than
/// `best`; else null. The verdict explains why `best` is ahead of it.
const Summary* contrast_to(const Summary& best, const Summaries& contenders) {
    std::set<std::string> models{best.benchmark().model};
    const Summary* slowest = nullptr;
    for (const Summary* contender : contenders)
        if (models.insert(contender->benchmark().model).second) slowest = contender;
    if (slowest == nullptr) slowest = contenders.back();
    return slowest->differs_from_fastest() ? slowest : nullptr;
}

/// Why `best` is ahead of `other`: the metric that explains the difference best.
std::string why_text(const Summary& best, const Summary& other, int cores) {
    const std::string ahead = fmt::format(", ahead of {}: ", other.benchmark().implementation());
    const double work = best.cpu_seconds.value_or(0);
    const double other_work = other.cpu_seconds.value_or(0);
    const bool busier = best.busy && other.busy && *best.busy - *other.busy >= 0.15;
    if (busier && work <= 1.25 * other_work)  // about the same work, on more cores
        return ahead + fmt::format("{} of {} core{} busy against {}", format_percent(*best.busy),
                                   cores, cores == 1 ? "" : "s", format_percent(*other.busy));
    if (work > 0 && other_work >= 1.25 * work)
        return ahead + fmt::format("{} of CPU time against {}", format_seconds(work),
                                   format_seconds(other_work));
    const double waits = best.median("voluntary_switches").value_or(0);
    const double other_waits = other.median("voluntary_switches").value_or(0);
    if (other_waits >= 10 && other_waits >= 2 * waits)
        return ahead + fmt::format("it waits {} times against {}", format_number(waits),
                                   format_number(other_waits));
    if (best.ideal_seconds)
        return ahead + fmt::format("{} of ideal against {}", format_percent(best.efficiency()),
                                   format_percent(other.efficiency()));
    return "";
}

/// Compares `best` with the baseline, if the baseline was measured at this size.
std::string gain_text(const Summary& best, const Summary* baseline) {
    if (baseline == nullptr)
        return best.ideal_seconds ? fmt::format(" ({} of ideal)", format_percent(best.efficiency()))
                                  : "";
    const std::string name = baseline->benchmark().implementation();
    if (!baseline->differs_from_fastest()) {
        const bool few = baseline->ratio && baseline->ratio->count < fewest_values;
        return few ? fmt::format(" (too few repetitions to compare it with {})", name)
                   : fmt::format(" (no faster than {})", name);
    }
    const double gain = baseline->wall.median / best.wall.median;
    if (gain > 1) return fmt::format(" ({} as fast as {})", format_ratio(gain), name);
    return fmt::format(" (slower than {}, {})", name, format_seconds(baseline->wall.median));
}

std::string fastest_text(const Summaries& contenders, const Summary* baseline, int cores) {
    const Summary& best = *contenders.front();
    Summaries as_fast;
    for (const Summary* contender : contenders)
        if (!contender->differs_from_fastest()) as_fast.push_back(contender);
    const std::string time = format_seconds(best.wall.median) + gain_text(best, baseline);
    if (contenders.size() == 1)
        return fmt::format("{} is the only contender, {}", as_fast[0]->benchmark().implementation(),
                           time);
    const Summary* contrast = contrast_to(best, contenders);
    const std::string why = contrast == nullptr ? "" : why_text(best, *contrast, cores);
    if (as_fast.size() == 1)
        return fmt::format("{} is fastest, {}{}", best.benchmark().implementation(), time, why);
    return fmt::format("{} cannot be told apart at {}{}", enumerate(names_of(as_fast)), time, why);
}

/// Which contenders use the least memory, within 5 %.
std::string leanest_text(const Summaries& contenders) {
    Summaries known;
    std::ranges::copy_if(contenders, std::back_inserter(known),
                         [](const Summary* one) { return one->peak_bytes.has_value(); });
    if (known.size() < 2) return "";
    const auto bytes = [](const Summary* one) { return *one->peak_bytes; };
    const auto [least, most] = std::ranges::minmax(known, {}, bytes);
    Summaries lean;
    std::ranges::copy_if(known, std::back_inserter(lean),
                         [&, low = *least->peak_bytes](const Summary* one) {
                             return *one->peak_bytes <= 1.05 * low;
                         });
    if (lean.size() == known.size())
        return fmt::format("; all use about the same memory, {}", format_bytes(*least->peak_bytes));
    return fmt::format("; least memory: {} ({}), most: {} ({})", enumerate(names_of(lean)),
                       format_bytes(*least->peak_bytes), most->benchmark().implementation(),
                       format_bytes(*most->peak_bytes));
}

std::string failed_text(std::span<const Result> workload) {
    std::set<std::string> names;
    for (const Result& result : workload)
        if (result.outcome == Outcome::failed) names.insert(result.benchmark.implementation());
    if (names.empty()) return "";
    return fmt::format("; failed: {}", enumerate({names.begin(), names.end()}));
}

}  // namespace

std::string verdict(const WorkloadAnalysis& workload) {
    const std::string bound = bound_text(workload.results);
    const std::string failed = failed_text(workload.results);
    const GroupAnalysis* const group = workload.verdict_group();
    if (group == nullptr)
        return fmt::format("{} There is nothing to rank: no contender was measured{}.", bound,
                           failed);
    if (group->cores_withheld)
        return fmt::format(
            "{} With {}, nothing is ranked because of CPU contention: other programs (or the "
            "host) were using the cores (two threads did only {} times the work of one){}.",
            bound, size_text(group->benchmark()), format_number(*group->results.front().speedup),
            failed);
    const Summaries contenders = group->ranking();
    return fmt::format("{} With {}, {}{}{}.", bound, size_text(group->benchmark()),
                       fastest_text(contenders, group->fastest(Role::baseline), workload.cores),
                       leanest_text(contenders), failed);
}

}  // namespace triptych::harness
