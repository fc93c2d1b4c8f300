/// What coroutines did, from the events that their event loop recorded in its thread.
#pragma once

#include "trace/timeline/census.hpp"
#include "trace/timeline/objects.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// Appends the coroutines of that thread to the lanes, each a lane of its own even if it lives
/// where another has lived, and the turns of the loop and the wake-ups to the timeline. Requires:
/// the thread's spans are there. Times are still those of the clock.
void add_coroutines(const std::vector<Recorded>& events, std::size_t thread, Objects& objects,
                    Timeline& timeline);

}  // namespace triptych::trace
