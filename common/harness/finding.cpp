#include "common/harness/finding.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "common/harness/canary.hpp"
#include "common/harness/lesson.hpp"
#include "common/harness/report.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

using Summaries = std::vector<const Summary*>;

constexpr double mostly_waiting = 0.3;  // up to this share of computing, work is I/O-bound

/// What limits the baseline, measured at the largest size that it was measured at.
struct Bound {
    std::string kind = "none";  // "CPU", "I/O", or "none": between the two, or unknown
    std::string text;           // begins a sentence
};

Bound bound_of(std::span<const Result> workload) {
    const Result* baseline = nullptr;
    for (const Result& result : workload)
        if (result.benchmark.role == Role::baseline && result.measured()) baseline = &result;
    if (baseline == nullptr)
        return {.text =
                    "Cannot tell whether it is I/O-bound or CPU-bound (no baseline was measured)"};
    const std::optional<double> share = computing_share({baseline, 1});
    if (!share)
        return {.text =
                    "Cannot tell whether it is I/O-bound or CPU-bound (CPU time was not measured)"};
    const std::string name = baseline->benchmark.implementation();
    if (*share >= mostly_computing)
        return {"CPU", fmt::format("CPU-bound ({} computes {} of its time)", name,
                                   format_percent(*share))};
    if (*share <= mostly_waiting)
        return {"I/O", fmt::format("I/O-bound ({} waits {} of its time)", name,
                                   format_percent(1 - *share))};
    return {"none", fmt::format("Between I/O-bound and CPU-bound ({} computes {} of its time)",
                                name, format_percent(*share))};
}

std::vector<std::string> names_of(const Summaries& summaries) {
    std::vector<std::string> names;
    for (const Summary* summary : summaries)
        names.push_back(summary->benchmark().implementation());
    return names;
}

/// The fastest implementation of each model, the fastest model first.
Summaries best_of_each_model(const Summaries& ranking) {
    std::set<std::string> models;
    Summaries best;
    std::ranges::copy_if(ranking, std::back_inserter(best), [&](const Summary* contender) {
        return models.insert(contender->benchmark().model).second;
    });
    return best;
}

/// The reason why `best` is ahead of `other`: the metric that explains the difference best. Empty
/// if none does.
std::string why_text(const Summary& best, const Summary& other, int cores) {
    const std::string name = best.benchmark().implementation();
    const std::string other_name = other.benchmark().implementation();
    const double work = best.cpu_seconds.value_or(0);
    const double other_work = other.cpu_seconds.value_or(0);
    const bool busier = best.busy && other.busy && *best.busy - *other.busy >= 0.15;
    if (busier && work <= 1.25 * other_work)  // about the same work, on more cores
        return fmt::format("{} keeps {} of {} core{} busy, {} {}", name, format_percent(*best.busy),
                           cores, cores == 1 ? "" : "s", other_name, format_percent(*other.busy));
    if (work > 0 && other_work >= 1.25 * work)
        return fmt::format("{} needs {} of CPU time, {} {}", name, format_seconds(work), other_name,
                           format_seconds(other_work));
    const double waits = best.median("voluntary_switches").value_or(0);
    const double other_waits = other.median("voluntary_switches").value_or(0);
    if (other_waits >= 10 && other_waits >= 2 * waits)
        return fmt::format("{} blocks {} times, {} {}", name, format_number(waits), other_name,
                           format_number(other_waits));
    if (best.ideal_seconds)
        return fmt::format("{} takes {} as long as the least possible time, {} {}", name,
                           format_ratio(1 / best.efficiency()), other_name,
                           format_ratio(1 / other.efficiency()));
    return "";
}

/// Compares `best` with the baseline, if the baseline was measured at this size.
std::string gain_text(const Summary& best, const Summary* baseline) {
    if (baseline == nullptr)
        return best.ideal_seconds ? fmt::format(", {} of ideal", format_percent(best.efficiency()))
                                  : "";
    const std::string name = baseline->benchmark().implementation();
    if (!baseline->differs_from_fastest())
        return fmt::format(", not to be told apart from {}: {}", name,
                           format_seconds(baseline->wall.median));
    const double gain = baseline->wall.median / best.wall.median;
    if (gain > 1) return fmt::format(", {} as fast as {}", format_ratio(gain), name);
    return fmt::format(", slower than {}: {}", name, format_seconds(baseline->wall.median));
}

/// "; processes takes 1.06x as long, coroutines 1.93x", for those that are clearly slower.
std::string others_text(const Summaries& best_ones) {
    std::string text;
    for (const Summary* other : best_ones)
        if (other->differs_from_fastest())
            text += fmt::format("{}{} {}{}", text.empty() ? "; " : ", ",
                                other->benchmark().implementation(), text.empty() ? "takes " : "",
                                format_ratio(other->ratio->median)) +
                    (text.empty() ? " as long" : "");
    return text;
}

Summaries as_fast_as_the_first(const Summaries& ranking) {
    Summaries as_fast;
    std::ranges::copy_if(ranking, std::back_inserter(as_fast), [](const Summary* contender) {
        return !contender->differs_from_fastest();
    });
    return as_fast;
}

/// "threads is fastest (520 ms, 1.96x as fast as sequential)".
std::string fastest_text(const Summaries& ranking, const Summary* baseline) {
    const Summary& best = *ranking.front();
    const Summaries as_fast = as_fast_as_the_first(ranking);
    const std::string names = enumerate(names_of(as_fast));
    const std::string time = format_seconds(best.wall.median);
    const std::string gain = gain_text(best, baseline);
    if (ranking.size() == 1)
        return fmt::format("{} is the only contender ({}{})", names, time, gain);
    if (as_fast.size() == 1) return fmt::format("{} is fastest ({}{})", names, time, gain);
    return fmt::format("{} cannot be told apart ({} to {}{})", names, time,
                       format_seconds(as_fast.back()->wall.median), gain);
}

/// "Why: ..."; empty if no metric explains it.
std::string reason(const Summaries& best_ones, const Summary* baseline, const Bound& bound,
                   int cores) {
    const Summary& best = *best_ones.front();
    std::string why;
    const bool is_slower = baseline != nullptr && baseline->differs_from_fastest() &&
                           baseline->wall.median < best.wall.median;
    const bool is_faster = baseline != nullptr && baseline->differs_from_fastest() && !is_slower;
    if (is_slower)
        why = why_text(*baseline, best, cores);
    else if (best_ones.back()->differs_from_fastest())
        why = why_text(best, *best_ones.back(), cores);
    else if (is_faster && bound.kind == "I/O")
        why = fmt::format("the waits overlap; in {} they follow one another",
                          baseline->benchmark().implementation());
    else if (is_faster)
        why = why_text(best, *baseline, cores);
    return why.empty() ? "" : fmt::format(" Why: {}.", why);
}

std::string ranking_text(const GroupAnalysis& group, const Summaries& ranking, const Bound& bound,
                         int cores) {
    const Summary* const baseline = group.fastest(Role::baseline);
    const Summaries best_ones = best_of_each_model(ranking);
    return fmt::format("{}: with {}, {}{}.{}", bound.text, size_text(group.benchmark()),
                       fastest_text(ranking, baseline), others_text(best_ones),
                       reason(best_ones, baseline, bound, cores));
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
        return fmt::format("All use about the same memory, {}.", format_bytes(*least->peak_bytes));
    return fmt::format("Least memory: {} ({}); most: {} ({}).", enumerate(names_of(lean)),
                       format_bytes(*least->peak_bytes), most->benchmark().implementation(),
                       format_bytes(*most->peak_bytes));
}

std::string failed_text(std::span<const Result> workload) {
    std::set<std::string> names;
    for (const Result& result : workload)
        if (result.outcome == Outcome::failed) names.insert(result.benchmark.implementation());
    if (names.empty()) return "";
    return fmt::format("Failed: {}.", enumerate({names.begin(), names.end()}));
}

void add_sentence(std::string& text, const std::string& sentence) {
    if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
}

}  // namespace

Finding finding(const WorkloadAnalysis& workload) {
    const Bound bound = bound_of(workload.results);
    Finding found;
    found.workload = workload.results.front().benchmark.workload;
    found.bound = bound.kind;
    const GroupAnalysis* const group = workload.verdict_group();
    if (group == nullptr) {
        found.sentence = "Nothing can be ranked: no contender was measured.";
        found.more = failed_text(workload.results);
        return found;
    }
    found.size = size_text(group->benchmark());
    std::string ranked;
    const Summaries ranking = group->ranking();
    if (group->cores_withheld) {
        ranked = fmt::format(
            "{}: with {}, nothing is ranked because of CPU contention: other programs (or the "
            "host) were using the cores (two threads did only {} times the work of one).",
            bound.text, found.size, format_number(*group->results.front().speedup));
    } else {
        found.fastest = names_of(as_fast_as_the_first(ranking));
        const Summaries best_ones = best_of_each_model(ranking);
        found.decided = best_ones.size() > 1 && best_ones[1]->differs_from_fastest();
        ranked = ranking_text(*group, ranking, bound, workload.cores);
    }
    found.sentence = shared_state_lesson(*group);
    const bool is_lesson = !found.sentence.empty();
    add_sentence(is_lesson ? found.more : found.sentence, ranked);
    add_sentence(is_lesson ? found.more : found.sentence, slowness_lesson(*group));
    add_sentence(found.more, leanest_text(ranking));
    add_sentence(found.more, failed_text(workload.results));
    return found;
}

std::vector<Finding> findings(std::span<const WorkloadAnalysis> workloads) {
    std::vector<Finding> all;
    for (const WorkloadAnalysis& workload : workloads)
        all.push_back(finding(workload));
    return all;
}

}  // namespace triptych::harness
