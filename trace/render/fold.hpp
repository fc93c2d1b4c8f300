/// In which order lanes are drawn, and which of them stand for others like them.
#pragma once

#include <cstddef>
#include <vector>

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

struct DrawnLane {
    std::size_t lane = nobody;  // nobody: a row that says how many more there are
    std::size_t depth = 0;
    std::size_t more = 0;
};

/// Each lane below the one that it belongs to: a coroutine below its thread, a thread or process
/// below its creator. Of lanes with the same creator that waited for the same reasons and ended in
/// the same way, only the first few; all of them if `all`.
std::vector<DrawnLane> drawn_lanes(const Timeline& timeline, bool all);

}  // namespace triptych::trace
