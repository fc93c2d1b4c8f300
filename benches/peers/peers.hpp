/// The peers: the same work by other libraries, or by bare system calls.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "common/workloads/chained_tasks.hpp"
#include "common/workloads/delayed_messages.hpp"
#include "common/workloads/fork_join.hpp"
#include "common/workloads/producer_consumer.hpp"
#include "common/workloads/shared_counter.hpp"
#include "common/workloads/sort_many.hpp"

namespace triptych::peers {

/// A number of sleepers that sleep until `due`, and how many woke up, and when.
struct SleepRun {
    std::int64_t sleepers = 0;
    std::chrono::steady_clock::time_point due = {};
    std::int64_t woken = 0;
    std::chrono::steady_clock::time_point first_woken_at = {};

    void wake() noexcept {
        if (woken++ == 0) first_woken_at = std::chrono::steady_clock::now();
    }
};

/// For each library below: why_no_x() returns why it cannot be used, and what to do; nothing if it
/// can be used. x_version() returns its version; empty if it is not installed.
std::optional<std::string> why_no_tbb();
std::string tbb_version();
Values tbb_merge_sort(Values values);
Lists tbb_sort_many(Lists lists, int workers);
Lists tbb_sort_many_task_group(Lists lists, int workers);
std::int64_t tbb_shared_counter(const Race& race);
std::int64_t tbb_fork_join(const Division& division);
std::vector<Receipt> tbb_producer_consumer(const Trade& trade);

/// With awaitable timers; and with callbacks, the cheapest way in Asio.
std::optional<std::string> why_no_asio();
std::string asio_version();
SleepRun asio_sleepers(SleepRun sleep_run);
SleepRun asio_sleepers_callbacks(SleepRun sleep_run);
Arrivals asio_delayed_messages(std::span<const Message> messages);
Arrivals asio_delayed_messages_callbacks(std::span<const Message> messages);
std::vector<Finding> asio_chained_tasks(std::span<const Chain> chains);
Lists asio_sort_many(Lists lists, int workers);

/// They throw std::runtime_error if OpenMP starts fewer threads than requested.
std::optional<std::string> why_no_openmp();
std::string openmp_version();
Values openmp_merge_sort(Values values);
Lists openmp_sort_many(Lists lists, int workers);
std::int64_t openmp_shared_counter(const Race& race);
std::int64_t openmp_shared_counter_reduction(const Race& race);
std::int64_t openmp_fork_join(const Division& division);

std::optional<std::string> why_no_std_par();
Values par_merge_sort(Values values);
Lists par_sort_many(Lists lists);

Values async_merge_sort(Values values);
Lists async_sort_many(Lists lists);
std::int64_t async_fork_join(const Division& division);

std::optional<std::string> why_no_taskflow();
std::string taskflow_version();
std::int64_t taskflow_fork_join(const Division& division);

Arrivals bare_thread_messages(std::span<const Message> messages);
Arrivals bare_fork_messages(std::span<const Message> messages);
std::int64_t bare_thread_mutex_counter(const Race& race);
std::int64_t bare_thread_atomic_counter(const Race& race);
std::int64_t bare_fork_mutex_counter(const Race& race);
std::int64_t bare_fork_atomic_counter(const Race& race);

}  // namespace triptych::peers
