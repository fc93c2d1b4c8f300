/// Task pool: any number of small tasks, and never more than a hundred of them in flight. Each
/// waits a little; a task that has not started is only a number, and takes no memory.
///
/// Concepts: Little's law, throughput, latency, thread pool, semaphore
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/delay.hpp"
#include "common/metrics.hpp"

namespace triptych {

inline constexpr int most_in_flight = 100;

/// Tasks with numbers from 0 on, and the seed of their waits.
struct Batch {
    std::int64_t tasks;
    std::uint64_t seed;

    /// How long a task waits: 500 to 1,500 us.
    Delay wait_of(std::int64_t task) const;
};

/// Hands out the tasks of a batch, one after another, and records which have ended.
class Worklist {
public:
    explicit Worklist(std::int64_t tasks) : tasks_{tasks} {}

    /// Returns the next task, which is in flight from now on; nothing if there are no more.
    std::optional<std::int64_t> begin();

    /// Records that a task has ended.
    void end(std::int64_t task);

    std::int64_t in_flight() const noexcept { return in_flight_; }
    std::int64_t peak_in_flight() const noexcept { return peak_; }
    std::int64_t ended() const noexcept { return ended_; }

    /// The sum of the hashed numbers of all tasks that have ended; it depends on which they were.
    std::uint64_t receipts() const noexcept { return receipts_; }

private:
    std::int64_t tasks_;
    std::int64_t next_ = 0;
    std::int64_t in_flight_ = 0;
    std::int64_t peak_ = 0;
    std::int64_t ended_ = 0;
    std::uint64_t receipts_ = 0;
};

/// Returns an error message; empty if each task of the batch has ended once, and there were never
/// more than most_in_flight tasks in flight.
std::string check_worklist(const Batch& batch, const Worklist& worklist);

/// peak_in_flight: the largest number of tasks that were in flight at the same time.
Metrics flight_metrics(const Worklist& worklist);

/// The least possible time in seconds. It is the larger of two: the longest wait; and the sum of
/// all waits, divided by most_in_flight.
double least_pool_seconds(const Batch& batch);

}  // namespace triptych
