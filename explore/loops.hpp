/// How often loops turn by themselves, without another thread's doing.
#pragma once

#include <algorithm>
#include <cstdint>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// A loop that waits for another thread need not be run on and on; one that tries three times and
/// then gives up must be, as what it does next may come before what the others do. Which it is,
/// is tried for each loop of each thread: it goes on alone, see Execution::watch_loop. (Again if it
/// goes on for longer than when it gave up: how often it turns may depend on what it saw.)
class Loops {
public:
    struct Loop {
        int thread = 0;
        std::uint64_t place = 0;
        int repeats = 0;     // steps that repeat those before, at most, until it ended by itself
        bool waits = false;  // it went on until the limit of steps
    };

    /// What is known of the thread's loop at this place.
    Loop find(int thread, std::uint64_t place) const {
        for (const Loop& loop : loops_)
            if (loop.place == place && loop.thread == thread) return loop;
        return {};
    }

    /// It made so many repeated steps. True if that was not known.
    bool learn(const Loop& seen) {
        most_ = std::max(most_, seen.repeats);
        for (Loop& loop : loops_) {
            if (loop.place != seen.place || loop.thread != seen.thread) continue;
            const bool news = seen.repeats > loop.repeats || seen.waits > loop.waits;
            loop.repeats = std::max(loop.repeats, seen.repeats);
            loop.waits = loop.waits || seen.waits;
            return news;
        }
        loops_.push_back(seen);
        return true;
    }

    int most_repeats() const { return most_; }

private:
    Vector<Loop> loops_;
    int most_ = 0;
};

}  // namespace triptych::explore
