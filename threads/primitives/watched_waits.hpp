/// Waits of jobs for other jobs of the same pool, which detect the deadlock that this can be.
///
/// Concepts: deadlock
#pragma once

#include <atomic>
#include <memory>

#include "threads/primitives/future.hpp"
#include "threads/primitives/watched_locks.hpp"

namespace triptych::threads {

/// If all workers of a pool wait for jobs that are not done, then no worker is left to run them.
/// So the wait that would be the last one throws instead.
///
/// Thread safety: any thread may call any function at any time. Requires: it outlives the jobs; and
/// only jobs of the pool wait by it, each for jobs of that pool.
class WatchedWaits {
public:
    explicit WatchedWaits(int workers) : workers_{workers} {}

    /// As Future::result(), but throws DeadlockError if all other workers wait already.
    template <typename T>
    T result_of(const Future<T>& awaited) {
        const auto is_counted = std::make_shared<std::atomic<bool>>(true);
        const auto uncount = [this, is_counted] {
            if (is_counted->exchange(false)) --waiting_;
        };
        // The worker that has done the awaited job (before it can wait itself) or
        // this one (before it can wait again), ends the count of this wait. And the callback comes
        // first: if the job is done already, the number is too low for a moment, but never too
        // high. So no deadlock is reported that is none.
        Future<T>{awaited}.add_done_callback([uncount](const auto& /*done*/) { uncount(); });
        if (++waiting_ == workers_) {
            uncount();
            throw DeadlockError{"every worker of the pool waits for a job of the same pool"};
        }
        awaited.wait();
        uncount();
        return awaited.result();
    }

private:
    const int workers_;
    std::atomic<int> waiting_{0};  // for a job that is not done
};

}  // namespace triptych::threads
