/// Who acted on whom: created, joined, sent to, gave a mutex to, woke.
#pragma once

#include "trace/timeline/census.hpp"
#include "trace/timeline/objects.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// Finds the links between threads and processes, and how long mutexes were held; fills in the ends
/// that only parents know. Times are still those of the clock.
void add_links(const Census& census, Objects& objects, Timeline& timeline);

}  // namespace triptych::trace
