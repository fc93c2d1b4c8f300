#include "common/wait_graph.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

namespace triptych {

void WaitGraph::forget(std::size_t worker) {
    waits_no_more(worker);
    for (auto& holder : holder_)
        if (holder == worker) holder.reset();
}

bool WaitGraph::knows(std::size_t worker) const {
    return wanted_.at(worker) || std::ranges::find(holder_, worker) != holder_.end();
}

std::optional<std::size_t> WaitGraph::awaited_by(std::size_t worker) const {
    const auto wanted = wanted_.at(worker);
    return wanted ? holder_.at(*wanted) : std::nullopt;
}

std::string WaitGraph::deadlock_of(std::size_t worker) const {
    std::vector<std::size_t> ring{worker};
    // After as many steps as there are workers, the path can no longer lead back to `worker`: it
    // has entered a cycle of other workers.
    for (auto next = awaited_by(worker); next != worker; next = awaited_by(*next)) {
        if (!next || ring.size() == most) return {};
        ring.push_back(*next);
    }
    std::ranges::rotate(ring, std::ranges::min_element(ring));
    std::vector<std::string> parts;
    std::size_t before = ring.back();  // waits for the lock that `member` holds
    for (const std::size_t member : ring) {
        parts.push_back(fmt::format("worker {} holds lock {} and waits for lock {}", member,
                                    *wanted_.at(before), *wanted_.at(member)));
        before = member;
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace triptych
