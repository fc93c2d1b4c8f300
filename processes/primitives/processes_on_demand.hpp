/// Processes that are forked one by one, and are reaped after they have ended.
///
/// Concepts: process, zombie, reaping
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "processes/primitives/process.hpp"

namespace triptych::processes {

/// A process that has ended stays a zombie until it is reaped. start() looks for those when their
/// number may have doubled: so it takes constant time on average, and there are never more zombies
/// than other processes (and a few). Thread safety: none.
class ProcessesOnDemand {
public:
    /// Runs `body` in a process of its own. Throws as Process does.
    void start(const std::function<void()>& body) {
        if (processes_.size() >= look_at_) reap_ended();
        processes_.emplace_back(body);
    }

    /// Reaps the processes that have ended.
    void reap_ended() {
        std::erase_if(processes_, [](const Process& each) { return each.has_ended(); });
        look_at_ = std::max(fewest, 2 * processes_.size());
    }

    bool empty() const noexcept { return processes_.empty(); }

private:
    static constexpr std::size_t fewest = 16;

    std::size_t look_at_ = fewest;
    std::vector<Process> processes_;
};

}  // namespace triptych::processes
