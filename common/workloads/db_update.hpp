/// Database update: two workers each replace a value by its square plus one: 0, 1, 2. Both read
/// before they write, and of the six orders in which their four steps can come, in four both
/// have read 0, so that one update is lost and the value ends as 1.
///
/// Concepts: race condition, check-then-act, lost update, critical section, atomicity
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "common/metrics.hpp"

namespace triptych {

/// The new value that an update computes from the value it has read.
constexpr std::int64_t updated(std::int64_t value) {
    return value * value + 1;
}

/// Returns an error message; empty if in every round the final value is 2.
std::string check_both_updated(std::int64_t rounds, std::span<const std::int64_t> values);

/// For unguarded updates: in every round the final value is 1 or 2.
std::string check_some_updated(std::int64_t rounds, std::span<const std::int64_t> values);

/// lost_rounds: those in which the final value is 1; lost_percent: of all rounds.
Metrics lost_rounds(std::span<const std::int64_t> values);

}  // namespace triptych
