/// The same work by what one would use instead, or by the bare calls of the system.
#pragma once

#include <span>

#include "common/delayed_messages.hpp"
#include "common/producer_consumer.hpp"
#include "common/shared_counter.hpp"
#include "common/sort_many.hpp"

namespace triptych::peers {

Arrivals asio_delayed_messages(std::span<const Message> messages);

Values tbb_merge_sort(Values values);
Lists tbb_sort_many(Lists lists);
std::int64_t tbb_shared_counter(const Race& race);
std::vector<Receipt> tbb_producer_consumer(const Trade& trade);

Arrivals bare_thread_messages(std::span<const Message> messages);
Arrivals bare_fork_messages(std::span<const Message> messages);
std::int64_t bare_thread_mutex_counter(const Race& race);
std::int64_t bare_thread_atomic_counter(const Race& race);
std::int64_t bare_fork_mutex_counter(const Race& race);
std::int64_t bare_fork_atomic_counter(const Race& race);

}  // namespace triptych::peers
