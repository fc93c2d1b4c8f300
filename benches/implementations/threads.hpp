/// The implementations of all workloads with threads.
#pragma once

#include <span>

#include "common/workloads/blocking_call.hpp"
#include "common/workloads/chained_tasks.hpp"
#include "common/workloads/db_update.hpp"
#include "common/workloads/deadlock.hpp"
#include "common/workloads/delayed_messages.hpp"
#include "common/workloads/fork_join.hpp"
#include "common/workloads/hello.hpp"
#include "common/workloads/http_server.hpp"
#include "common/workloads/memory_isolation.hpp"
#include "common/workloads/mixed.hpp"
#include "common/workloads/producer_consumer.hpp"
#include "common/workloads/retries.hpp"
#include "common/workloads/shared_counter.hpp"
#include "common/workloads/simultaneous_chess.hpp"
#include "common/workloads/sort_many.hpp"
#include "common/workloads/task_pool.hpp"

namespace triptych::threads {

Guestbook hello(std::int64_t greeters);

/// Serves clients of the non-blocking socket `listening` until the descriptor `stop` is readable;
/// returns when the answers that have begun are sent. Requires: `site` outlives it.
void http_server(Descriptor listening, const Site& site, int stop);
void http_server_pool(Descriptor listening, const Site& site, int stop);

Arrivals delayed_messages(std::span<const Message> messages);
Arrivals delayed_messages_pool(std::span<const Message> messages);

Values merge_sort(Values values);

/// With a pool of `workers` threads.
Lists sort_many(Lists lists, int workers);

/// The pools have `division.workers` threads, but fork_join_waiting has two.
std::int64_t fork_join(const Division& division);
std::int64_t fork_join_pool(const Division& division);
std::int64_t fork_join_stealing(const Division& division);
WatchedCount fork_join_waiting(const Division& division);

std::int64_t shared_counter_unguarded(const Race& race);
std::int64_t shared_counter_mutex(const Race& race);
std::int64_t shared_counter_atomic(const Race& race);
std::int64_t shared_counter_sharded(const Race& race);

std::vector<Finding> chained_tasks(std::span<const Chain> chains);

std::vector<std::int64_t> db_update_unguarded(std::int64_t rounds);
std::vector<std::int64_t> db_update_mutex(std::int64_t rounds);

DeadlockReport deadlock(std::int64_t rounds);
DeadlockReport deadlock_opposite(std::int64_t rounds);

Worklist task_pool(const Batch& batch);

Moves simultaneous_chess(const Exhibition& exhibition);

Visibility memory_isolation(std::int64_t count);

std::string retries(const Retries& retries);

std::vector<Receipt> producer_consumer(const Trade& trade);

Arrivals blocking_call(std::span<const Message> countdown);

std::vector<std::uint64_t> mixed(const Mixture& mixture);
std::vector<std::uint64_t> mixed_pool(const Mixture& mixture);

}  // namespace triptych::threads
