#include "common/harness/finding.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "common/harness/canary.hpp"
#include "common/harness/lesson.hpp"
#include "common/harness/report.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

using Summaries = std::vector<const Summary*>;

constexpr double worth_a_reason = 1.25;  // a smaller ratio of times needs no explanation
constexpr double about_the_same = 2;     // a smaller ratio of memory is not worth a sentence
constexpr double mostly_waiting = 0.3;   // up to this share of computing, work is I/O-bound

/// What limits the baseline, measured at the largest size that it was measured at.
struct Bound {
    std::string kind = "none";  // "CPU", "I/O", or "none": between the two, or unknown
    std::string text;           // begins a sentence
};

/// Without a baseline: whether the fastest contender does little more than wait for what the input
/// makes it wait for.
Bound bound_of_contenders(const GroupAnalysis* group) {
    const Summary* const best = group == nullptr ? nullptr : group->fastest(Role::contender);
    const double waiting =
        best == nullptr ? 0 : best->median("wait_seconds").value_or(0) / best->wall.median;
    if (waiting >= 1 - mostly_waiting)
        return {"I/O", fmt::format("I/O-bound (the longest wait in the input is {} of {}'s time)",
                                   format_percent(std::min(1.0, waiting)),
                                   best->benchmark().implementation())};
    return {"none", "I/O-bound or CPU-bound (cannot tell, no baseline was measured)"};
}

Bound bound_of(const WorkloadAnalysis& workload) {
    const Result* baseline = nullptr;
    for (const Result& result : workload.results)
        if (result.benchmark.role == Role::baseline && result.measured()) baseline = &result;
    if (baseline == nullptr) return bound_of_contenders(workload.verdict_group());
    const std::optional<double> share = computing_share({baseline, 1});
    if (!share) return {"none", "I/O-bound or CPU-bound (cannot tell, CPU time was not measured)"};
    const std::string name = baseline->benchmark.implementation();
    if (*share >= mostly_computing)
        return {"CPU", fmt::format("CPU-bound ({} computes {})", name, format_percent(*share))};
    if (*share <= mostly_waiting)
        return {"I/O", fmt::format("I/O-bound ({} waits {})", name, format_percent(1 - *share))};
    return {"none", fmt::format("Between I/O-bound and CPU-bound ({} computes {})", name,
                                format_percent(*share))};
}

std::vector<std::string> names_of(const Summaries& summaries) {
    std::vector<std::string> names;
    for (const Summary* summary : summaries)
        names.push_back(summary->benchmark().implementation());
    return names;
}

/// The fastest implementation of each model, and each model's plain one, which has no variant.
Summaries representatives(const Summaries& ranking) {
    std::set<std::string> models;
    Summaries some;
    std::ranges::copy_if(ranking, std::back_inserter(some), [&](const Summary* contender) {
        const BenchmarkName& benchmark = contender->benchmark();
        return models.insert(benchmark.model).second || benchmark.variant.empty();
    });
    return some;
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
        return fmt::format("{} takes {} as long as the {}, {} {}", name,
                           format_ratio(1 / best.efficiency()),
                           best.ideal_is_lower_bound ? "lower bound" : "least possible time",
                           other_name, format_ratio(1 / other.efficiency()));
    return "";
}

/// Compares `best` with the baseline, if the baseline was measured at this size.
std::string gain_text(const Summary& best, const Summary* baseline, const Bound& bound) {
    if (baseline == nullptr)
        return best.ideal_seconds ? fmt::format(", {} of ideal", ideal_text(best)) : "";
    const std::string name = baseline->benchmark().implementation();
    if (!baseline->differs_from_fastest())
        return fmt::format(", not to be told apart from {}: {}", name,
                           format_seconds(baseline->wall.median));
    const double gain = baseline->wall.median / best.wall.median;
    if (gain > 1)
        return fmt::format(", {} as fast as {}{}", format_ratio(gain), name,
                           bound.kind == "I/O" ? ": the waits overlap" : "");
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
std::string fastest_text(const Summaries& ranking, const Summary* baseline, const Bound& bound) {
    const Summary& best = *ranking.front();
    const Summaries as_fast = as_fast_as_the_first(ranking);
    const std::string names = enumerate(names_of(as_fast));
    const std::string time = format_seconds(best.wall.median);
    const std::string gain = gain_text(best, baseline, bound);
    if (ranking.size() == 1)
        return fmt::format("{} is the only contender ({}{})", names, time, gain);
    if (as_fast.size() == 1) return fmt::format("{} is fastest ({}{})", names, time, gain);
    const std::string last = format_seconds(as_fast.back()->wall.median);
    return fmt::format("{} cannot be told apart ({}{}{})", names, time,
                       last == time ? "" : " to " + last, gain);
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
    else if (const Summary& last = *best_ones.back();
             last.differs_from_fastest() && last.ratio->median >= worth_a_reason)
        why = why_text(best, *best_ones.back(), cores);
    else if (is_faster && bound.kind != "I/O")
        why = why_text(best, *baseline, cores);
    return why.empty() ? "" : fmt::format(" Why: {}.", why);
}

/// ". With 1,000 ints" if there are several groups, so that it is clear which one is meant.
std::string which_group(const WorkloadAnalysis& workload, const GroupAnalysis& group) {
    if (workload.groups.size() == 1) return "";
    return ". With " + size_text(group.benchmark());
}

std::string ranking_text(const GroupAnalysis& group, const Summaries& ranking, const Bound& bound,
                         int cores) {
    const Summary* const baseline = group.fastest(Role::baseline);
    const Summaries some = representatives(ranking);
    return fmt::format("{}{}.{}", fastest_text(ranking, baseline, bound), others_text(some),
                       reason(some, baseline, bound, cores));
}

/// The range of memory, if it matters.
std::string memory_text(const Summaries& contenders) {
    Summaries known;
    std::ranges::copy_if(contenders, std::back_inserter(known),
                         [](const Summary* one) { return one->peak_bytes.has_value(); });
    if (known.size() < 2) return "";
    const auto bytes = [](const Summary* one) { return *one->peak_bytes; };
    const auto [least, most] = std::ranges::minmax(known, {}, bytes);
    if (*most->peak_bytes <= about_the_same * *least->peak_bytes) return "";
    return fmt::format("Memory, without the kernel's: {} ({}) to {} ({}).",
                       format_bytes(*least->peak_bytes), least->benchmark().implementation(),
                       format_bytes(*most->peak_bytes), most->benchmark().implementation());
}

std::string failed_text(std::span<const Result> workload) {
    std::set<std::string> names;
    for (const Result& result : workload)
        if (result.outcome == Outcome::failed) names.insert(result.benchmark.implementation());
    if (names.empty()) return "";
    return fmt::format("Failed: {}.", enumerate({names.begin(), names.end()}));
}

/// Whether all that are as fast as the first are of its model, and there is another model.
bool is_decided(const Summaries& ranking) {
    const auto is_of_first_model = [&](const Summary* one) {
        return one->benchmark().model == ranking.front()->benchmark().model;
    };
    return std::ranges::all_of(as_fast_as_the_first(ranking), is_of_first_model) &&
           !std::ranges::all_of(ranking, is_of_first_model);
}

}  // namespace

Finding finding(const WorkloadAnalysis& workload) {
    const Bound bound = bound_of(workload);
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
    std::string ranked = bound.text + which_group(workload, *group) + ": ";
    const Summaries ranking = group->ranking();
    if (group->cores_withheld) {
        ranked += fmt::format(
            "nothing is ranked because of CPU contention (two threads did only {} times the work "
            "of one).",
            format_number(*group->results.front().speedup));
    } else {
        found.fastest = names_of(as_fast_as_the_first(ranking));
        found.decided = is_decided(ranking);
        ranked += ranking_text(*group, ranking, bound, workload.cores);
    }
    found.sentence = shared_state_lesson(*group);
    const bool is_lesson = !found.sentence.empty();
    add_sentence(is_lesson ? found.more : found.sentence, ranked);
    add_sentence(is_lesson ? found.more : found.sentence, slowness_lesson(*group));
    add_sentence(found.more, memory_text(ranking));
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
