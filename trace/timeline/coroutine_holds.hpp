/// How long coroutines held their mutexes.
#pragma once

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// Appends a hold for each time that a coroutine made others wait for a mutex: from when it got the
/// mutex, as far as that is known, to when it passed it on. An event loop tells only of waits (to
/// lock a free mutex costs a nanosecond, and is not recorded): so a mutex that nobody waited for
/// has no holds, and one that was free has been held since its first waiter came, at the least.
/// Requires: the coroutines' lanes are there.
void add_coroutine_holds(Timeline& timeline);

}  // namespace triptych::trace
