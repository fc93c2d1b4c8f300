/// Twelve branches, one report: what you write.
#pragma once

#include <functional>
#include <vector>

#include "coroutines/primitives/task.hpp"

using Ask = std::function<triptych::coroutines::Task<int>()>;

/// Asks all branches at the same time. Returns their answers in the order of the branches.
triptych::coroutines::Task<std::vector<int>> ask_all(std::vector<Ask> branches);
