/// A timeline as sentences, in the order of time: for those who do not see the picture.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// One sentence for each beginning, long wait, message and end of the lanes that are drawn; at most
/// `most`, and then one that says how many more there are.
std::vector<std::string> story(const Timeline& timeline, std::size_t most = 200);

}  // namespace triptych::trace
