/// Why a size is not to be measured.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "common/limits.hpp"

namespace triptych {

/// Why a size is refused, or nothing.
using Refusal = std::function<std::optional<std::string>(std::int64_t size)>;

/// Nothing is refused.
std::optional<std::string> nothing(std::int64_t size);

/// Whatever the size: what `why_not()` says, if it says anything; else what `then` refuses.
Refusal unless(std::optional<std::string> (*why_not)(), Refusal then = nothing);

/// Refuses more than `most_alive()` workers at once, called `workers` ("threads").
Refusal more_than(Limit (*most_alive)(), const char* workers);

/// Refuses what would take longer than `patience` seconds, at `seconds_each` one after another.
Refusal one_after_another(double seconds_each, double patience);

/// Refuses what Python would take more than `python_patience` seconds for, at so many microseconds
/// an item, whatever `then` refuses, and all if it is not there.
Refusal python_takes(double microseconds_each, Refusal then = nothing);
inline constexpr double python_patience = 20;

}  // namespace triptych
