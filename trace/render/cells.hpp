/// A lane as cells: what it did in each slice of time.
#pragma once

#include <cstddef>
#include <vector>

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

enum class Look { absent, running, briefly, ready, either, waiting, begins_to_wait };

struct Cell {
    Look look = Look::absent;
    Reason reason = Reason::none;  // of the wait
    bool stands_out = false;       // it waits for a mutex, or blocks its event loop
};

/// What the lane did for most of each slice; a short run between long waits is seen, too.
std::vector<Cell> cells_of(const Lane& lane, Time length, std::size_t columns);

}  // namespace triptych::trace
