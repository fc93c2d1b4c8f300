/// The weather of a hundred years: what you write.
#pragma once

#include "coroutines/primitives/generator.hpp"

using Values = triptych::coroutines::Generator<int>;

/// The values that are less than `limit`.
Values below(Values source, int limit);

/// The difference of each value to the one before it.
Values changes(Values source);

/// The first `count` values, or all if there are fewer.
Values first(Values source, int count);
