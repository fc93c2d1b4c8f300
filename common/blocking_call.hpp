/// Blocking call: ten tasks wait ten units, nine, and so on down to one. All wait in a way that
/// leaves others alone, but for the task of six units: it calls what blocks the thread it runs on.
///
/// Concepts: blocking call, event loop, cooperative, preemptive, starvation
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/delayed_messages.hpp"

namespace triptych {

inline constexpr Delay wait_unit = std::chrono::milliseconds{2};

/// `count` tasks: the first is to arrive after `count` units, the last after one.
std::vector<Message> make_countdown(std::int64_t count);

/// Whether `task` is the one that blocks: of ten that of six units, in general the one for which
/// the others would have to wait the longest.
bool blocks(std::span<const Message> countdown, const Message& task);

/// What is wrong, or nothing: check_arrivals() has nothing to say, and whoever comes behind the
/// task that blocks has been kept waiting by it.
std::string check_stalled(std::span<const Message> countdown, const Arrivals& arrivals);

}  // namespace triptych
