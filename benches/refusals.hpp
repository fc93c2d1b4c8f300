/// Why a size is not to be measured.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "benches/catalog.hpp"
#include "common/limits.hpp"

namespace triptych {

/// Nothing is refused.
std::optional<std::string> nothing(std::int64_t size);

/// Whatever the size: what `why_not()` says, if it says anything; else what `then` refuses.
Refusal unless(std::optional<std::string> (*why_not)(), Refusal then = nothing);

/// Refuses more than `most_alive()` workers at once, called `workers` ("threads").
Refusal more_than(Limit (*most_alive)(), const char* workers);

/// Refuses what would take longer than `patience` seconds, at `seconds_each` one after another.
Refusal one_after_another(double seconds_each, double patience);

/// Refuses any number of workers but the usual one, for what has no such thing.
Refusal without_workers(Refusal then = nothing);

/// Refuses what Python would take more than `python_patience` seconds for, at so many microseconds
/// an item, whatever `then` refuses, and all if it is not there.
Refusal python_takes(double microseconds_each, Refusal then = nothing);
inline constexpr double python_patience = 20;

}  // namespace triptych
