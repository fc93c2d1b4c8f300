/// How often loops turn by themselves, without another thread's doing.
#pragma once

#include <cstdint>
#include <optional>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// A loop that waits for another thread need not be run on and on; one that tries three times and
/// then gives up must be, as what it does next may come before what the others do. Which it is
/// is tried once for each loop of each thread: it goes on alone, see Execution::watch_loop.
class Loops {
public:
    /// How many steps that repeat those before the thread's loop at this place is known to make
    /// until it ends; 0 if it does not end by itself; nothing if that was not tried yet.
    std::optional<int> repeats(int thread, std::uint64_t place) const {
        for (const Loop& loop : loops_)
            if (loop.place == place && loop.thread == thread) return loop.repeats;
        return std::nullopt;
    }

    /// It made so many. True if that was not known.
    bool learn(int thread, std::uint64_t place, int repeats) {
        if (repeats > most_) most_ = repeats;
        for (Loop& loop : loops_) {
            if (loop.place != place || loop.thread != thread) continue;
            if (repeats <= loop.repeats) return false;
            loop.repeats = repeats;
            return true;
        }
        loops_.push_back({thread, place, repeats});
        return true;
    }

    int most_repeats() const { return most_; }

private:
    struct Loop {
        int thread;
        std::uint64_t place;
        int repeats;
    };
    Vector<Loop> loops_;
    int most_ = 0;
};

/// A thread that makes steps of a loop for which nobody else has changed anything.
struct WatchedLoop {
    int thread = -1;
    std::uint64_t place = 0;
    int repeated = 0;    // steps
    bool alone = false;  // until it leaves the loop
};

}  // namespace triptych::explore
