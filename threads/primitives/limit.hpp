/// How many threads this system allows.
#pragma once

#include "common/limits.hpp"

namespace triptych::threads {

/// Returns how many threads may be alive at the same time, on this system, now.
Limit most_alive();

}  // namespace triptych::threads
