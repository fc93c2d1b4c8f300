/// What processes have to say to each workload.
#pragma once

#include <span>

#include "common/delayed_messages.hpp"
#include "common/limits.hpp"
#include "common/shared_counter.hpp"
#include "common/sort_many.hpp"

namespace triptych::processes {

Arrivals delayed_messages(std::span<const Message> messages);
Arrivals delayed_messages_pool(std::span<const Message> messages);

Values merge_sort(Values values);

Lists sort_many(Lists lists);
Lists sort_many_pipe(const Lists& lists);

std::int64_t shared_counter_unguarded(const Race& race);
std::int64_t shared_counter_mutex(const Race& race);
std::int64_t shared_counter_atomic(const Race& race);
std::int64_t shared_counter_sharded(const Race& race);
std::int64_t shared_counter_private(const Race& race);
std::int64_t shared_counter_pipe(const Race& race);

/// How many processes may be alive at once, on this system, now.
Limit most_alive();

}  // namespace triptych::processes
