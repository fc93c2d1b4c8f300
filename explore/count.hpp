/// How many schedules have the same order of conflicting steps.
#pragma once

#include "explore/engine_memory.hpp"
#include "explore/operation.hpp"

namespace triptych::explore {

/// Number of schedules; a double is exact up to 2^53 and does not overflow.
using Count = double;

/// The number of ways to interleave these events that keep their order where it matters: the
/// linear extensions of happens-before. -1 if that would take too long to count.
///
/// By dynamic programming over the sets of events that are closed under happens-before.
Count schedules_like(const Vector<Event>& events);

/// The number of ways to interleave so many steps of each thread, if nothing orders them: an
/// upper bound, exact for threads that start together and never wait.
Count interleavings(const Vector<Event>& events);

}  // namespace triptych::explore
