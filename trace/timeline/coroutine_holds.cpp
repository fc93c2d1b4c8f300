#include "trace/timeline/coroutine_holds.hpp"

#include <map>
#include <utility>
#include <vector>

#include "common/stable_order.hpp"

namespace triptych::trace {

void add_coroutine_holds(Timeline& timeline) {
    using Wait = std::pair<std::size_t, Span>;       // by which lane
    std::map<std::size_t, std::vector<Wait>> waits;  // by mutex
    for (std::size_t lane = 0; lane < timeline.lanes.size(); ++lane) {
        if (timeline.lanes[lane].kind != LaneKind::coroutine) continue;
        for (const Span& span : timeline.lanes[lane].spans)
            if (span.reason == Reason::mutex && span.object != nobody && span.whom != nobody)
                waits[span.object].emplace_back(lane, span);
    }
    for (auto& [mutex, list] : waits) {
        sort_stably(list, [](const Wait& wait) { return wait.second.end; });
        std::map<std::size_t, Time> got;  // by those to whom it was passed on
        for (const auto& [lane, wait] : list) {
            const auto known = got.extract(wait.whom);
            timeline.holds.push_back({.object = mutex,
                                      .lane = wait.whom,
                                      .begin = known ? known.mapped() : wait.begin,
                                      .end = wait.end,
                                      .has_waited = !known.empty()});
            got[lane] = wait.end;
        }
    }
}

}  // namespace triptych::trace
