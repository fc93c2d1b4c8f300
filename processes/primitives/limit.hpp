/// How many processes this system allows.
#pragma once

#include "common/limits.hpp"

namespace triptych::processes {

/// Returns how many processes may be alive at the same time, on this system, now.
Limit most_alive();

}  // namespace triptych::processes
