/// Where two processes begin each round together.
#pragma once

#include <atomic>
#include <cstdint>

#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

namespace triptych::processes {

/// Make it before forking. They wait awake: one that has to be woken up comes too late for a race.
///
///     Meeting meeting;
///     Process other{[&] { meeting.arrive_and_wait(0); }};
///     meeting.expect(other);
///     meeting.arrive_and_wait(0);
class Meeting {
public:
    /// For the parent: from now on it watches `other`, for one that was killed would be waited for
    /// for ever. (The child need not watch its parent: it would not outlive it.) Requires: `other`
    /// outlives this.
    void expect(Process& other) noexcept { other_ = &other; }

    /// Waits until both have come to this round; the first is 0. Throws std::runtime_error, saying
    /// how it ended, if the expected one ended instead.
    void arrive_and_wait(std::int64_t round);

private:
    bool is_complete(std::int64_t round) { return arrivals_->load() >= 2 * (round + 1); }

    Shared<std::atomic<std::int64_t>> arrivals_{0};
    Process* other_ = nullptr;  // null in the child, and if nobody is watched
};

}  // namespace triptych::processes
