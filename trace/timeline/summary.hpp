/// A timeline in numbers: how much overlapped, who waited for what, what the whole had to wait for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// One part of the critical path: this lane was in this state, and the end had to wait for it.
struct PathPart {
    std::size_t lane = nobody;
    Time begin = 0;
    Time end = 0;
    Span span;
};

/// What became of one mutex.
struct MutexUse {
    std::size_t object = nobody;
    bool is_of_coroutines = false;  // then only holds are known that made others wait
    std::size_t locks = 0;
    std::size_t waits = 0;  // locks that had to wait
    Time held = 0;
    Time longest_hold = 0;
    std::size_t longest_holder = nobody;
    Time waited = 0;  // by all together
    Time longest_wait = 0;
    std::size_t longest_waiter = nobody;
};

/// What an event loop did with its time.
struct LoopUse {
    std::size_t thread = nobody;
    std::size_t turns = 0;
    Time selecting = 0;  // asking the kernel, which includes waiting for events
    Time running = 0;    // the rest: waking and running tasks
    std::uint64_t descriptors = 0;
    std::uint64_t woken = 0;
    std::uint64_t ran = 0;
    Time longest_turn = 0;  // its lag: for so long nothing that became ready was looked at
};

struct Summary {
    std::size_t most_alive = 0;    // tasks at once, that had begun and not ended
    std::size_t most_running = 0;  // with a core (or a turn) at once
    std::map<State, Time> states;  // of all tasks together
    std::map<Reason, Time> reasons;
    std::vector<PathPart> critical_path;  // from the beginning to the end
    std::vector<MutexUse> mutexes;
    std::vector<LoopUse> loops;
};

Summary summarize(const Timeline& timeline);

}  // namespace triptych::trace
