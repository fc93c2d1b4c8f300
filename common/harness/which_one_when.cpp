#include "common/harness/which_one_when.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>

#include "common/harness/finding.hpp"
#include "common/harness/report.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

/// A workload whose contenders were measured.
struct Case {
    const GroupAnalysis* group;
    Finding found;

    bool is_ranked() const { return !found.fastest.empty(); }

    std::string name() const { return fmt::format("{} ({})", found.workload, found.size); }

    /// The fastest contender of a model; null if it has none.
    const Summary* best_of(const std::string& model) const {
        for (const Summary* const contender : group->ranking())
            if (contender->benchmark().model == model) return contender;
        return nullptr;
    }
};

using Cases = std::vector<Case>;

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

/// How one model does at several workloads.
struct Standing {
    std::string model;
    int among_fastest = 0;  // workloads at which nothing can be told to be faster
    int measured = 0;       // workloads
    double logarithms = 0;  // of its ratios to the fastest, summed

    /// The geometric mean of the ratios, in which twice and half cancel out.
    double mean_ratio() const { return std::exp(logarithms / measured); }
};

std::vector<Standing> standings(const Cases& cases) {
    std::vector<Standing> all;
    for (const std::string& model : models_of(cases)) {
        Standing standing;
        standing.model = model;
        for (const Case& one : cases) {
            const Summary* const best = one.best_of(model);
            if (best == nullptr) continue;
            ++standing.measured;
            standing.logarithms += std::log(best->ratio->median);
            if (!best->differs_from_fastest()) ++standing.among_fastest;
        }
        all.push_back(std::move(standing));
    }
    std::ranges::stable_sort(all, std::ranges::greater{}, &Standing::among_fastest);
    return all;
}

std::string listed(const std::vector<std::string>& texts) {
    return fmt::format("{}", fmt::join(texts, ", "));
}

/// The cases whose baseline is bound by that.
Cases bound_by(const std::string& bound, const Cases& all) {
    Cases cases;
    std::ranges::copy_if(all, std::back_inserter(cases),
                         [&](const Case& one) { return one.found.bound == bound; });
    return cases;
}

/// The models that are most often among the fastest, then how the others do.
std::string standings_text(const std::string& bound, const std::vector<Standing>& all,
                           std::size_t cases) {
    std::vector<std::string> best;
    std::vector<std::string> others;
    std::vector<std::string> ratios;
    for (const Standing& one : all) {
        if (one.among_fastest == all.front().among_fastest)
            best.push_back(one.model);
        else
            others.push_back(fmt::format("{} in {}", one.model, one.among_fastest));
        ratios.push_back(fmt::format("{} {}", one.model, format_ratio(one.mean_ratio())));
    }
    const std::string workloads = fmt::format("{} workload{}", cases, cases == 1 ? "" : "s");
    const std::string mean =
        fmt::format("on average (geometric mean) their times are {} the fastest's", listed(ratios));
    if (others.empty() && all.size() > 1)
        return fmt::format(
            "{}-bound work: cannot tell, {} are among the fastest equally often in "
            "{}; {}.",
            bound, enumerate(best), workloads, mean);
    return fmt::format("{}-bound work: take {}, among the fastest in {} of {}{}{}; {}.", bound,
                       fmt::join(best, " or "), all.front().among_fastest, workloads,
                       others.empty() ? "" : "; ", listed(others), mean);
}

std::string which_model_at(const std::string& bound, const Cases& all) {
    const Cases cases = bound_by(bound, all);
    if (cases.empty()) return fmt::format("{}-bound work: cannot tell, none was measured.", bound);
    Cases ranked;
    std::ranges::copy_if(cases, std::back_inserter(ranked), &Case::is_ranked);
    if (ranked.empty())
        return fmt::format("{}-bound work: cannot tell, because of CPU contention at {}.", bound,
                           cases.size() == 1 ? cases.front().name() : "all of it");
    return standings_text(bound, standings(ranked), ranked.size());
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
    for (const char* const bound : {"I/O", "CPU"}) {
        const Cases cases = bound_by(bound, all);
        const auto most = std::ranges::max_element(cases, {}, gain_of);
        if (most == cases.end() || gain_of(*most) <= 1) continue;
        texts.push_back(fmt::format("{} at {}-bound work ({} in {})", format_ratio(gain_of(*most)),
                                    bound, most->found.fastest.front(), most->name()));
    }
    if (texts.empty()) return "";
    return fmt::format("The most that is gained over one thing after another, on {} core{}: {}.",
                       cores, cores == 1 ? "" : "s", fmt::join(texts, ", and "));
}

/// Each model's fastest contender with known memory, the leanest first.
std::vector<const Summary*> by_memory(const Case& one) {
    std::vector<const Summary*> known;
    for (const std::string& model : models_of({one}))
        if (const Summary* const best = one.best_of(model); best->peak_bytes) known.push_back(best);
    std::ranges::stable_sort(known, {}, [](const Summary* each) { return *each->peak_bytes; });
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

/// How many implementations without a guard lost updates, and the one that lost the most.
std::string lost_updates(const Cases& cases) {
    int lossy = 0;
    int all = 0;
    int guarded = 0;  // that lost some
    double most = 0;
    std::string worst;
    for (const Case& one : cases)
        for (const Result& result : one.group->results) {
            const std::vector<double> lost = values_of(result, "lost_percent");
            if (lost.empty()) continue;
            const double highest = std::ranges::max(lost);
            if (result.benchmark.role == Role::contender && highest > 0) ++guarded;
            if (result.benchmark.role != Role::broken) continue;
            ++all;
            if (highest > 0) ++lossy;
            if (highest <= most) continue;
            most = highest;
            worst = fmt::format("{} {} in {}", result.benchmark.implementation(),
                                format_percent(highest / 100), one.name());
        }
    if (all == 0) return "";
    if (lossy == 0)
        return fmt::format(
            "Shared state: none of {} unguarded implementations lost an update this "
            "time, which does not prove that they never do.",
            all);
    return fmt::format(
        "Shared state: guard it in every model, for {} of {} unguarded implementations "
        "lost updates (most: {}), and {} of the guarded ones did.",
        lossy, all, worst, guarded == 0 ? "none" : format_number(guarded));
}

}  // namespace

std::vector<std::string> which_one_when(std::span<const WorkloadAnalysis> workloads) {
    const Cases cases = cases_of(workloads);
    if (cases.size() < 2) return {};
    std::vector<std::string> sentences{which_model_at("I/O", cases), which_model_at("CPU", cases),
                                       gains(cases, workloads.front().cores), memory(cases),
                                       lost_updates(cases)};
    std::erase(sentences, "");
    return sentences;
}

}  // namespace triptych::harness
