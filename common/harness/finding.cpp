#include "common/harness/finding.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "common/harness/bound.hpp"
#include "common/harness/lesson.hpp"
#include "common/harness/report.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

using Summaries = std::vector<const Summary*>;

constexpr double worth_a_reason = 1.25;  // a smaller ratio of times needs no explanation
constexpr double about_the_same = 2;     // a smaller ratio of memory is not worth a sentence

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

/// Why `fast` is ahead of `slow`: the metric that explains the difference best, first of the one
/// that the sentence is about, then of the other: "98% of 2 cores busy, not 50%". Empty if none
/// does.
std::string why_text(const Summary& fast, const Summary& slow, bool is_about_fast, int cores) {
    const auto text = [&](const std::string& fast_one, std::string_view what,
                          const std::string& slow_one) {
        return fmt::format("{} {}, not {}", is_about_fast ? fast_one : slow_one, what,
                           is_about_fast ? slow_one : fast_one);
    };
    const double work = fast.cpu_seconds.value_or(0);
    const double slow_work = slow.cpu_seconds.value_or(0);
    const bool busier = fast.busy && slow.busy && *fast.busy - *slow.busy >= 0.15;
    if (busier && work <= 1.25 * slow_work)  // about the same work, on more cores
        return text(format_percent(*fast.busy),
                    fmt::format("of {} core{} busy", cores, cores == 1 ? "" : "s"),
                    format_percent(*slow.busy));
    if (work > 0 && slow_work >= 1.25 * work)
        return text(format_seconds(work), "of CPU time", format_seconds(slow_work));
    const double waits = fast.median("voluntary_switches").value_or(0);
    const double slow_waits = slow.median("voluntary_switches").value_or(0);
    if (slow_waits >= 10 && slow_waits >= 2 * waits)
        return text(format_number(waits), "blocking waits", format_number(slow_waits));
    if (fast.ideal_seconds)
        return text(format_ratio(1 / fast.efficiency()),
                    fast.ideal_is_lower_bound ? "the lower bound" : "the least possible time",
                    format_ratio(1 / slow.efficiency()));
    return "";
}

bool is_slower(const Summary& best, const Summary* baseline) {
    return baseline != nullptr && baseline->differs_from_fastest() &&
           baseline->wall.median < best.wall.median;
}

/// Compares `best` with the baseline, if the baseline was measured at this size.
std::string gain_text(const Summary& best, const Summary* baseline, const std::string& why) {
    if (baseline == nullptr)
        return best.ideal_seconds ? fmt::format(", {} of ideal", ideal_text(best)) : "";
    const std::string name = baseline->benchmark().implementation();
    if (!baseline->differs_from_fastest())
        return fmt::format(", not to be told apart from {}: {}", name,
                           format_seconds(baseline->wall.median));
    const double gain = baseline->wall.median / best.wall.median;
    if (gain > 1)
        return fmt::format(", {} as fast as {}{}{}", format_ratio(gain), name,
                           why.empty() ? "" : ": ", why);
    return fmt::format(", slower than {} without workers: {}", name,
                       format_seconds(baseline->wall.median));
}

/// "; processes takes 1.06x as long, coroutines 1.93x (why: ...)", for those that are clearly
/// slower. `why`: the slowest is slower; may be empty.
std::string others_text(const Summaries& some, const std::string& why) {
    std::string text;
    for (const Summary* other : some)
        if (other->differs_from_fastest())
            text += fmt::format("{}{} {}{}", text.empty() ? "; " : ", ",
                                other->benchmark().implementation(), text.empty() ? "takes " : "",
                                format_ratio(other->ratio->median)) +
                    (text.empty() ? " as long" : "");
    return why.empty() ? text : fmt::format("{} (why: {})", text, why);
}

Summaries as_fast_as_the_first(const Summaries& ranking) {
    Summaries as_fast;
    std::ranges::copy_if(ranking, std::back_inserter(as_fast), [](const Summary* contender) {
        return !contender->differs_from_fastest();
    });
    return as_fast;
}

/// "threads is fastest (520 ms, 1.96x as fast as sequential)".
std::string fastest_text(const Summaries& ranking, const Summary* baseline,
                         const std::string& why_faster) {
    const Summary& best = *ranking.front();
    const Summaries as_fast = as_fast_as_the_first(ranking);
    const std::string names = enumerate(names_of(as_fast));
    const std::string time = format_seconds(best.wall.median);
    const std::string gain = gain_text(best, baseline, why_faster);
    if (ranking.size() == 1)
        return fmt::format("{} is the only contender ({}{})", names, time, gain);
    if (as_fast.size() == 1) return fmt::format("{} is fastest ({}{})", names, time, gain);
    const std::string last = format_seconds(as_fast.back()->wall.median);
    return fmt::format("{} cannot be told apart ({}{}{})", names, time,
                       last == time ? "" : " to " + last, gain);
}

/// ". With 1,000 ints" if there are several groups, so that it is clear which one is meant.
std::string which_group(const WorkloadAnalysis& workload, const GroupAnalysis& group) {
    if (workload.groups.size() == 1) return "";
    return ". With " + size_text(group.benchmark());
}

/// Says why once: why the slowest is slower, if that is worth a reason; else why the fastest is
/// faster than the baseline. That waits overlap is always said.
std::string ranking_text(const GroupAnalysis& group, const Summaries& ranking, const Bound& bound,
                         int cores) {
    const Summary* const baseline = group.fastest(Role::baseline);
    const Summary& best = *ranking.front();
    if (is_slower(best, baseline))
        return fastest_text(ranking, baseline, "") + '.';  // how the others do hardly matters
    const Summaries some = representatives(ranking);
    const Summary& slowest = *some.back();
    const bool is_slow = slowest.differs_from_fastest() && slowest.ratio->median >= worth_a_reason;
    const std::string why_slower = is_slow ? why_text(best, slowest, false, cores) : "";
    std::string why_faster;
    if (bound.kind == "I/O")
        why_faster = "the waits overlap";
    else if (baseline != nullptr && baseline->differs_from_fastest() && !is_slow)
        why_faster = why_text(best, *baseline, true, cores);
    return fmt::format("{}{}.", fastest_text(ranking, baseline, why_faster),
                       others_text(some, why_slower));
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
    found.sentence = shared_state_lesson(*group);
    const bool is_lesson = !found.sentence.empty();  // what bounds the work is not the lesson then
    std::string ranked =
        is_lesson ? bound.text : fmt::format("{} ({})", bound.text, bound.evidence);
    ranked += which_group(workload, *group) + ": ";
    const Summaries ranking = group->ranking();
    bool matters = true;  // whether it matters which one is fastest
    if (group->cores_withheld) {
        ranked += fmt::format(
            "nothing is ranked because of CPU contention (two threads did only {} times the work "
            "of one).",
            format_number(*group->results.front().speedup));
    } else {
        found.fastest = names_of(as_fast_as_the_first(ranking));
        found.decided = is_decided(ranking);
        ranked += ranking_text(*group, ranking, bound, workload.cores);
        matters = !is_lesson || !is_slower(*ranking.front(), group->fastest(Role::baseline));
    }
    std::string& after_lesson = matters ? found.more : found.details;
    add_sentence(is_lesson ? after_lesson : found.sentence, ranked);
    add_sentence(is_lesson ? found.more : found.sentence, slowness_lesson(*group));
    add_sentence(found.details, memory_text(ranking));
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
