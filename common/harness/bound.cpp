#include "common/harness/bound.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "common/harness/canary.hpp"
#include "common/harness/report.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

constexpr double mostly_waiting = 0.3;  // up to this share of computing, work is I/O-bound

Bound bound_of_contenders(const GroupAnalysis* group) {
    const Summary* const best = group == nullptr ? nullptr : group->fastest(Role::contender);
    const double waiting =
        best == nullptr ? 0 : best->median("wait_seconds").value_or(0) / best->wall.median;
    if (best != nullptr && waiting >= 1 - mostly_waiting)
        return {"I/O", "I/O-bound",
                fmt::format("{} waits {}", best->benchmark().implementation(),
                            format_percent(std::min(1.0, waiting)))};
    return {"none", "I/O-bound or CPU-bound", "cannot tell, no baseline was measured"};
}

}  // namespace

Bound bound_of(const WorkloadAnalysis& workload) {
    const Result* baseline = nullptr;
    for (const Result& result : workload.results)
        if (result.benchmark.role == Role::baseline && result.measured()) baseline = &result;
    if (baseline == nullptr) return bound_of_contenders(workload.verdict_group());
    const std::optional<double> share = computing_share({baseline, 1});
    if (!share) return {"none", "I/O-bound or CPU-bound", "cannot tell, CPU time was not measured"};
    const std::string computes = format_percent(*share) + " computing";
    if (*share >= mostly_computing) return {"CPU", "CPU-bound", computes};
    if (*share <= mostly_waiting)
        return {"I/O", "I/O-bound", format_percent(1 - *share) + " waiting"};
    return {"none", "Between I/O-bound and CPU-bound", computes};
}

}  // namespace triptych::harness
