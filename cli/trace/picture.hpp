/// Timelines as text for this terminal.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "trace/timeline/timeline.hpp"

namespace triptych::cli {

/// In colour if the terminal may be coloured, in ASCII if its locale is not UTF-8. `all`: folds no
/// lanes.
std::string picture(std::span<const trace::Timeline> timelines, std::size_t width,
                    bool all = false);

}  // namespace triptych::cli
