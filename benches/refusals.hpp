/// Why a size is not to be measured.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "common/limits.hpp"

namespace triptych {

/// Nothing is refused.
std::optional<std::string> nothing(std::int64_t size);

/// Refuses more than `most_alive()` workers at once, called `workers` ("threads").
std::function<std::optional<std::string>(std::int64_t)> more_than(Limit (*most_alive)(),
                                                                  const char* workers);

/// Refuses what would take longer than `patience` seconds, at `seconds_each` one after another.
std::function<std::optional<std::string>(std::int64_t)> one_after_another(double seconds_each,
                                                                          double patience);

}  // namespace triptych
