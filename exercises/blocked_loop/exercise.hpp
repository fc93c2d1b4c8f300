/// One customer at the counter: what you write.
#pragma once

#include <functional>

#include "common/run_elsewhere.hpp"
#include "coroutines/primitives/task.hpp"

/// Calls query(), which blocks its thread, without blocking the loop's. Returns what it returns.
triptych::coroutines::Task<int> look_up(std::function<int()> query,
                                        const triptych::RunElsewhere& elsewhere);
