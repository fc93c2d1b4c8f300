/// Why a size is skipped.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "benches/catalog/catalog.hpp"
#include "common/limits.hpp"

namespace triptych {

/// No size is skipped.
std::optional<std::string> never_skipped(std::int64_t size);

/// Skips all sizes for the reason that `why_not()` returns; if there is none, what `then` skips.
Refusal skipped_if(std::optional<std::string> (*why_not)(), Refusal then = never_skipped);

/// Skips more than `most_alive()` workers at once, called `workers` ("threads").
Refusal more_than(Limit (*most_alive)(), const char* workers);

/// Skips what would take longer than `patience` seconds, or than the time limit, at
/// `seconds_each` one after another.
Refusal one_after_another(double seconds_each, double patience);

/// Skips any number of workers but the default, for what has no such parameter.
Refusal without_workers(Refusal then = never_skipped);

/// Skips what Python would take more than `python_patience` seconds for, or more than the time
/// limit, at so many microseconds an item, whatever `then` refuses, and all if it is not there.
Refusal python_takes(double microseconds_each, Refusal then = never_skipped);
inline constexpr double python_patience = 20;

}  // namespace triptych
