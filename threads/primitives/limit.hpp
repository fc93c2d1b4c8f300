/// How many threads this system allows.
#pragma once

#include "common/limits.hpp"

namespace triptych::threads {

/// How many threads may be alive at once, on this system, now.
Limit most_alive();

}  // namespace triptych::threads
