/// The numbers of a timeline, for a terminal.
#pragma once

#include <cstddef>
#include <string>

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

std::string summary_text(const Timeline& timeline, std::size_t width, bool colour);

}  // namespace triptych::trace
