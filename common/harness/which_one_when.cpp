#include "common/harness/which_one_when.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "common/harness/finding.hpp"
#include "common/harness/lesson.hpp"
#include "common/harness/report.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"
#include "common/stable_order.hpp"

namespace triptych::harness {
namespace {

/// A workload whose contenders were measured.
struct Case {
    const GroupAnalysis* group;
    Finding found;

    bool is_ranked() const { return !found.fastest.empty(); }

    std::string name() const { return fmt::format("{} ({})", found.workload, found.size); }

    /// The fastest contender of that model, or the contender of that name; null if it has none.
    const Summary* best_of(const std::string& name) const {
        for (const Summary* const contender : group->ranking())
            if (contender->benchmark().implementation() == name) return contender;
        for (const Summary* const contender : group->ranking())
            if (contender->benchmark().model == name) return contender;
        return nullptr;
    }
};

using Cases = std::vector<Case>;

constexpr double near = 1.1;                 // a smaller ratio to the fastest hardly matters
constexpr double least_memory_ratio = 1.25;  // a smaller difference is not worth a sentence

Cases cases_of(std::span<const WorkloadAnalysis> workloads) {
    Cases cases;
    for (const WorkloadAnalysis& workload : workloads)
        if (const GroupAnalysis* const group = workload.verdict_group(); group != nullptr)
            cases.push_back({group, finding(workload)});
    return cases;
}

/// All models that have a contender, in the order of the catalog.
std::vector<std::string> models_of(const Cases& cases) {
    std::vector<std::string> models;
    for (const Case& one : cases)
        for (const Summary& summary : one.group->summaries)
            if (summary.benchmark().role == Role::contender &&
                std::ranges::find(models, summary.benchmark().model) == models.end())
                models.push_back(summary.benchmark().model);
    return models;
}

/// What is compared at these cases: the models, and the variants that all cases have.
std::vector<std::string> compared_at(const Cases& cases) {
    std::vector<std::string> names = models_of(cases);
    for (const Summary& summary : cases.front().group->summaries) {
        const std::string name = summary.benchmark().implementation();
        if (summary.benchmark().role == Role::contender && !summary.benchmark().variant.empty() &&
            std::ranges::all_of(cases, [&](const Case& one) {
                const Summary* const best = one.best_of(name);
                return best != nullptr && best->benchmark().implementation() == name;
            }))
            names.push_back(name);
    }
    return names;
}

/// How one model or implementation does at several workloads.
struct Standing {
    std::string name;
    int near_fastest = 0;   // workloads
    int measured = 0;       // workloads
    double logarithms = 0;  // of its ratios to the fastest, summed

    /// The geometric mean of the ratios, in which twice and half cancel out.
    double mean_ratio() const { return std::exp(logarithms / measured); }
};

/// The best first.
std::vector<Standing> standings(const Cases& cases) {
    std::vector<Standing> all;
    for (const std::string& name : compared_at(cases)) {
        Standing standing;
        standing.name = name;
        for (const Case& one : cases) {
            const Summary* const best = one.best_of(name);
            if (best == nullptr) continue;
            ++standing.measured;
            standing.logarithms += std::log(best->ratio->median);
            if (best->ratio->median <= near) ++standing.near_fastest;
        }
        all.push_back(std::move(standing));
    }
    sort_stably(all,
                [](const Standing& one) { return std::pair{-one.near_fastest, one.mean_ratio()}; });
    return all;
}

std::string listed(const std::vector<std::string>& texts) {
    return fmt::format("{}", fmt::join(texts, ", "));
}

constexpr const char* io_bound = "I/O-bound work";
constexpr const char* cpu_bound = "CPU-bound work";
constexpr const char* shared_state = "Work on shared state";

/// What kind of work it is; empty if it is none of these. Shared state comes first: its workers
/// compute, but wait for each other.
std::string kind_of(const Case& one) {
    if (!shared_state_lesson(*one.group).empty()) return shared_state;
    if (one.found.bound == "I/O") return io_bound;
    return one.found.bound == "CPU" ? cpu_bound : "";
}

Cases of_kind(const std::string& kind, const Cases& all) {
    Cases cases;
    std::ranges::copy_if(all, std::back_inserter(cases),
                         [&](const Case& one) { return kind_of(one) == kind; });
    return cases;
}

/// Those that are most often near the fastest, then how the others do.
std::string standings_text(const std::string& kind, const std::vector<Standing>& all,
                           std::size_t cases) {
    std::vector<std::string> best;
    std::vector<std::string> others;
    for (const Standing& one : all) {
        if (one.near_fastest == all.front().near_fastest)
            best.push_back(fmt::format("{} ({})", one.name, format_ratio(one.mean_ratio())));
        else
            others.push_back(fmt::format("{} in {} ({})", one.name, one.near_fastest,
                                         format_ratio(one.mean_ratio())));
    }
    const std::string where =
        fmt::format("within {:.0f} % of the fastest in {} of {} workload{}", 100 * (near - 1),
                    all.front().near_fastest, cases, cases == 1 ? "" : "s");
    if (others.empty() && all.size() > 1)
        return fmt::format("{}: cannot tell, for all are {} (mean ratio to it): {}.", kind, where,
                           fmt::join(best, ", "));
    return fmt::format("{}: take {}, {} (mean ratio to it){}{}.", kind, fmt::join(best, " or "),
                       where, others.empty() ? "" : "; ", fmt::join(others, ", "));
}

/// Whether each model is near the fastest, or certainly slower: only then it can be counted.
bool is_clear(const Case& one) {
    return one.is_ranked() && std::ranges::all_of(models_of({one}), [&](const std::string& model) {
               const Summary& best = *one.best_of(model);
               return best.ratio->median <= near || best.differs_from_fastest();
           });
}

/// Empty if there is no shared state: most workloads have none.
std::string which_model_at(const std::string& kind, const Cases& all) {
    const Cases cases = of_kind(kind, all);
    if (cases.empty())
        return kind == shared_state
                   ? ""
                   : fmt::format("{}: cannot tell, because none was measured.", kind);
    Cases ranked;
    std::ranges::copy_if(cases, std::back_inserter(ranked), is_clear);
    if (ranked.empty() && std::ranges::any_of(cases, &Case::is_ranked))
        return fmt::format("{}: cannot tell, the differences between the models are not certain.",
                           kind);
    if (ranked.empty())
        return fmt::format("{}: cannot tell, because of CPU contention at {}.", kind,
                           cases.size() == 1 ? cases.front().name() : "all of it");
    return standings_text(kind, standings(ranked), ranked.size());
}

/// How many times as fast as the baseline the fastest is; 1 if they cannot be told apart.
double gain_of(const Case& one) {
    const Summary* const baseline = one.group->fastest(Role::baseline);
    if (!one.is_ranked() || baseline == nullptr || !baseline->differs_from_fastest()) return 1;
    return baseline->ratio->median;
}

/// What is gained over doing one thing after another: most at I/O-bound and CPU-bound work.
std::string gains(const Cases& all, int cores) {
    std::vector<std::string> texts;
    for (const char* const kind : {io_bound, cpu_bound}) {
        const Cases cases = of_kind(kind, all);
        const auto most = std::ranges::max_element(cases, {}, gain_of);
        if (most == cases.end() || gain_of(*most) <= 1) continue;
        texts.push_back(fmt::format("{} by {} at {}{}", format_ratio(gain_of(*most)),
                                    most->found.fastest.front(), most->name(),
                                    kind == io_bound ? ", whose waits overlap" : ""));
    }
    if (texts.empty()) return "";
    return fmt::format(
        "The most that is gained over doing one thing after another on {} core{}: "
        "{}.",
        cores, cores == 1 ? "" : "s", fmt::join(texts, "; "));
}

/// Each model's fastest contender with known memory, the leanest first.
std::vector<const Summary*> by_memory(const Case& one) {
    std::vector<const Summary*> known;
    for (const std::string& model : models_of({one}))
        if (const Summary* const best = one.best_of(model); best->peak_bytes) known.push_back(best);
    sort_stably(known, [](const Summary* each) { return *each->peak_bytes; });
    return known;
}

double memory_ratio(const Case& one) {
    const auto known = by_memory(one);
    if (known.size() < 2 || *known.front()->peak_bytes <= 0) return 1;
    return *known.back()->peak_bytes / *known.front()->peak_bytes;
}

std::string memory(const Cases& cases) {
    const auto most = std::ranges::max_element(cases, {}, memory_ratio);
    if (memory_ratio(*most) < least_memory_ratio)
        return "Memory: no model needs much more than another in any workload.";
    std::vector<std::string> texts;
    for (const Summary* const one : by_memory(*most))
        texts.push_back(fmt::format("{} {}", one->benchmark().implementation(),
                                    format_bytes(*one->peak_bytes)));
    return fmt::format("Memory differs most in {}: {} (the kernel's own memory is not counted).",
                       most->name(), listed(texts));
}

}  // namespace

std::vector<std::string> which_one_when(std::span<const WorkloadAnalysis> workloads) {
    const Cases cases = cases_of(workloads);
    if (cases.size() < 2) return {};
    std::vector<const GroupAnalysis*> groups;
    for (const Case& one : cases)
        groups.push_back(one.group);
    std::string sharing = which_model_at(shared_state, cases);
    add_sentence(sharing, guarding_lesson(groups));
    std::vector<std::string> sentences{which_model_at(io_bound, cases),
                                       which_model_at(cpu_bound, cases), std::move(sharing),
                                       gains(cases, workloads.front().cores), memory(cases)};
    std::erase(sentences, "");
    return sentences;
}

}  // namespace triptych::harness
