/// How many processes this system allows.
#pragma once

#include "common/limits.hpp"

namespace triptych::processes {

/// How many processes may be alive at once, on this system, now.
Limit most_alive();

}  // namespace triptych::processes
