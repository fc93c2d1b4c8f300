/// Blocking call: ten tasks wait ten units, nine, and so on down to one. All of them wait without
/// disturbing the others, except the task of six units: it makes a call that blocks its thread.
///
/// Concepts: blocking call, event loop, cooperative, preemptive, starvation
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/workloads/delayed_messages.hpp"

namespace triptych {

inline constexpr Delay wait_unit = std::chrono::milliseconds{2};

/// `count` tasks: the first should arrive after `count` units, the last after one.
std::vector<Message> make_countdown(std::int64_t count);

/// Returns whether `task` is the one that blocks: of ten tasks the one of six units. In general it
/// is the one that delays the others the longest.
bool blocks(std::span<const Message> countdown, const Message& task);

/// Returns an error message; empty if check_arrivals() finds no error, and the blocking task has
/// delayed all tasks that were due while it blocked.
std::string check_stalled(std::span<const Message> countdown, const Arrivals& arrivals);

}  // namespace triptych
