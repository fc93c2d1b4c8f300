/// How many coroutines this system allows.
#pragma once

#include "common/limits.hpp"

namespace triptych::coroutines {

/// Returns how many coroutines may exist at the same time, on this system, now.
Limit most_alive();

}  // namespace triptych::coroutines
