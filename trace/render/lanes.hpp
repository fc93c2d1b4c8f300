/// Timelines for a terminal: a row for each task, a column for each slice of time.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

struct LanesStyle {
    std::size_t width = 80;
    bool colour = false;
    bool unicode = true;  // else ASCII
    bool all = false;     // fold no lanes
};

/// The timelines one above the other, on one axis of time; a legend; and the longest waits in
/// words. In a cell, the letter is the reason of the wait that begins there.
std::string lanes_text(std::span<const Timeline> timelines, const LanesStyle& style);

}  // namespace triptych::trace
