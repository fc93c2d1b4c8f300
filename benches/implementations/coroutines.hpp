/// The implementations of all workloads with coroutines.
#pragma once

#include <span>

#include "common/run_elsewhere.hpp"
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

namespace triptych::coroutines {

Guestbook hello(std::int64_t greeters);

/// Serves clients of the non-blocking socket `listening` until the descriptor `stop` is readable;
/// returns when the answers that have begun are sent. Requires: `site` outlives it.
void http_server(Descriptor listening, const Site& site, int stop);
void http_server_loops(Descriptor listening, const Site& site, int stop);
Guestbook hello_one_by_one(std::int64_t greeters);

Arrivals delayed_messages(std::span<const Message> messages);
Arrivals delayed_messages_pool(std::span<const Message> messages);

Values merge_sort(Values values);
Values merge_sort_offloaded(Values values, const RunElsewhere& elsewhere);

Lists sort_many(Lists lists);
Lists sort_many_offloaded(Lists lists, const RunElsewhere& elsewhere);

/// One thread; `division.workers` threads, which steal from each other.
std::int64_t fork_join(const Division& division);
std::int64_t fork_join_stealing(const Division& division);

std::int64_t shared_counter_unguarded(const Race& race);
std::int64_t shared_counter_mutex(const Race& race);
std::int64_t shared_counter_no_await(const Race& race);

std::vector<Finding> chained_tasks(std::span<const Chain> chains);

std::vector<std::int64_t> db_update_unguarded(std::int64_t rounds);
std::vector<std::int64_t> db_update_mutex(std::int64_t rounds);
std::vector<std::int64_t> db_update_no_await(std::int64_t rounds);

DeadlockReport deadlock(std::int64_t rounds);
DeadlockReport deadlock_opposite(std::int64_t rounds);

Worklist task_pool(const Batch& batch);
Worklist task_pool_semaphore(const Batch& batch);

Moves simultaneous_chess(const Exhibition& exhibition);

Visibility memory_isolation(std::int64_t count);

std::string retries(const Retries& retries);

std::vector<Receipt> producer_consumer(const Trade& trade);

Arrivals blocking_call(std::span<const Message> countdown);
Arrivals blocking_call_offloaded(std::span<const Message> countdown, const RunElsewhere& elsewhere);

std::vector<std::uint64_t> mixed(const Mixture& mixture);
std::vector<std::uint64_t> mixed_offloaded(const Mixture& mixture, const RunElsewhere& elsewhere);

}  // namespace triptych::coroutines
