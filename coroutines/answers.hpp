/// What coroutines have to say to each workload.
#pragma once

#include <span>

#include "common/delayed_messages.hpp"
#include "common/limits.hpp"
#include "common/run_elsewhere.hpp"
#include "common/shared_counter.hpp"
#include "common/sort_many.hpp"

namespace triptych::coroutines {

Arrivals delayed_messages(std::span<const Message> messages);
Arrivals delayed_messages_pool(std::span<const Message> messages);

Values merge_sort(Values values);
Values merge_sort_offloaded(Values values, const RunElsewhere& elsewhere);

Lists sort_many(Lists lists);
Lists sort_many_offloaded(Lists lists, const RunElsewhere& elsewhere);

std::int64_t shared_counter_unguarded(const Race& race);
std::int64_t shared_counter_mutex(const Race& race);
std::int64_t shared_counter_no_await(const Race& race);

/// How many coroutines may be alive at once, on this system, now.
Limit most_alive();

}  // namespace triptych::coroutines
