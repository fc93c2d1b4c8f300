#include "common/harness/analysis.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "common/harness/canary.hpp"
#include "common/harness/grouping.hpp"

namespace triptych::harness {
namespace {

std::size_t models_in(const GroupAnalysis& group) {
    std::set<std::string_view> models;
    for (const Summary& summary : group.summaries)
        if (summary.benchmark().role == Role::contender) models.insert(summary.benchmark().model);
    return models.size();
}

}  // namespace

const Summary* GroupAnalysis::of(const Result& result) const {
    const auto found = std::ranges::find(summaries, &result, &Summary::result);
    return found == summaries.end() ? nullptr : &*found;
}

std::vector<const Summary*> GroupAnalysis::ranking() const {
    std::vector<const Summary*> contenders;
    for (const Summary& summary : summaries)
        if (summary.benchmark().role == Role::contender) contenders.push_back(&summary);
    std::ranges::sort(contenders, {}, [](const Summary* one) {
        return std::pair{one->wall.median, one};  // equals keep their order in `summaries`
    });
    return contenders;
}

const GroupAnalysis* WorkloadAnalysis::verdict_group() const {
    const GroupAnalysis* best = nullptr;
    std::size_t most = 1;
    for (const GroupAnalysis& group : groups) {
        const std::size_t models = models_in(group);
        if (models < most) continue;
        most = models;
        best = &group;
    }
    return best;
}

GroupAnalysis analyse_group(std::span<const Result> group, int cores) {
    return {.results = group,
            .summaries = summarize(group, cores),
            .ideal_seconds = ideal_seconds(group, cores),
            .cores_withheld = cores_withheld(group, cores)};
}

WorkloadAnalysis analyse_workload(std::span<const Result> workload, int cores) {
    WorkloadAnalysis analysis{.results = workload, .groups = {}, .cores = cores};
    for (const std::span<const Result> group : groups_of(workload))
        analysis.groups.push_back(analyse_group(group, cores));
    return analysis;
}

std::vector<WorkloadAnalysis> analyse(std::span<const Result> results, int cores) {
    std::vector<WorkloadAnalysis> all;
    for (const std::span<const Result> workload : workloads_of(results))
        all.push_back(analyse_workload(workload, cores));
    return all;
}

}  // namespace triptych::harness
