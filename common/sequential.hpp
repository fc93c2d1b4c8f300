/// The plain answer to every question, one thing after another: the yardstick.
#pragma once

#include <span>

#include "common/delayed_messages.hpp"
#include "common/shared_counter.hpp"
#include "common/sort_many.hpp"

namespace triptych::sequential {

Arrivals delayed_messages(std::span<const Message> messages);
Values merge_sort(Values values);
Lists sort_many(Lists lists);
std::int64_t shared_counter(const Race& race);

}  // namespace triptych::sequential
