/// Database update: two workers each replace a value by its square plus one: 0, 1, 2. Each reads
/// before it writes. Their four steps can happen in six orders; in four of these, both workers read
/// 0, so one update is lost and the final value is 1.
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

/// The same for unguarded updates: in every round the final value is 1 or 2.
std::string check_some_updated(std::int64_t rounds, std::span<const std::int64_t> values);

/// lost_rounds: how many rounds ended with the value 1; lost_percent: the same in percent of all.
Metrics lost_rounds(std::span<const std::int64_t> values);

}  // namespace triptych
