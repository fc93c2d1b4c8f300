/// The baker and the last loaf: what you write.
#pragma once

#include <functional>

#include "coroutines/primitives/task.hpp"

using Bake = std::function<triptych::coroutines::Task<int>()>;
using Pack = std::function<triptych::coroutines::Task<>(int loaf)>;

/// One task bakes, and `packers` tasks pack. Returns the number of loaves when all are packed.
triptych::coroutines::Task<int> run_bakery(Bake bake, Pack pack, int packers);
