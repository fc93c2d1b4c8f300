/// How many coroutines this system allows.
#pragma once

#include "common/limits.hpp"

namespace triptych::coroutines {

/// How many coroutines may be alive at once, on this system, now.
Limit most_alive();

}  // namespace triptych::coroutines
