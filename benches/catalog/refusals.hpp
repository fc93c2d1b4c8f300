/// The reasons for which a size is skipped.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "benches/catalog/catalog.hpp"
#include "common/limits.hpp"

namespace triptych {

/// No size is skipped.
std::optional<std::string> never_skipped(std::int64_t size);

/// Skips all sizes if `why_not()` returns a reason; otherwise skips what `then` skips.
Refusal skipped_if(std::optional<std::string> (*why_not)(), Refusal then = never_skipped);

/// Skips sizes above `most_alive()`. `workers` is the word for them ("threads").
Refusal more_than(Limit (*most_alive)(), const char* workers);

/// Skips sizes that would take longer than `patience` seconds, or than the time limit, if each item
/// takes `seconds_each`, one after another.
Refusal one_after_another(double seconds_each, double patience);

/// For implementations without such a parameter: skips any number of workers but the default.
Refusal without_workers(Refusal then = never_skipped);

/// Skips sizes for which Python would take longer than `python_patience` seconds, or than the time
/// limit, at `microseconds_each` for an item. Skips also what `then` skips, and all sizes if there
/// is no Python.
Refusal python_takes(double microseconds_each, Refusal then = never_skipped);
inline constexpr double python_patience = 20;

}  // namespace triptych
