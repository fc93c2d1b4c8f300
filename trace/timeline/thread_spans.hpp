/// What a thread did, from its events: it ran, or waited.
#pragma once

#include <span>
#include <vector>

#include "trace/timeline/census.hpp"
#include "trace/timeline/cores.hpp"
#include "trace/timeline/objects.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// Of the lane of this number. Times are still those of the clock. Between its waits, the thread is
/// "ready or running".
std::vector<Span> thread_spans(const Census& census, std::size_t number, Time end,
                               Objects& objects);

/// Splits "ready or running" into the two. `switches` are those of this thread, in order.
std::vector<Span> split_by_cores(const std::vector<Span>& spans, std::span<const Switch> switches);

}  // namespace triptych::trace
