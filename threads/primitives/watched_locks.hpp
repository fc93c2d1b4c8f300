/// Locks that detect a deadlock before it happens.
///
/// Concepts: deadlock, thundering herd
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "common/wait_graph.hpp"

namespace triptych::threads {

/// Its message says who waits for whom.
struct DeadlockError : std::logic_error {
    using std::logic_error::logic_error;
};

/// A thread cannot be killed from outside, and nobody else can release its locks. So the call that
/// would close a cycle of waiting threads throws, and its thread must release its locks itself.
///
///     const auto lock = locks.lock(worker, 0);
///
/// Workers and locks have numbers, as in WaitGraph.
///
/// Thread safety: any thread may call any function at any time, each with its own worker number.
/// Requires: no thread holds a lock or waits for one when they are destroyed.
class WatchedLocks {
public:
    /// Its destructor unlocks.
    class [[nodiscard]] Lock {
    public:
        Lock(WatchedLocks& locks, std::size_t lock) noexcept : locks_{&locks}, lock_{lock} {}
        Lock(Lock&& other) noexcept
            : locks_{std::exchange(other.locks_, nullptr)}, lock_{other.lock_} {}
        Lock& operator=(Lock&&) = delete;
        ~Lock() {
            if (locks_ != nullptr) locks_->unlock(lock_);
        }

    private:
        WatchedLocks* locks_;  // null once moved from
        std::size_t lock_;
    };

    /// Waits until `lock` is free, and takes it. Throws DeadlockError at once if it would wait for
    /// ever, because the lock's holder waits, directly or indirectly, for a lock of `worker`.
    Lock lock(std::size_t worker, std::size_t lock);

private:
    void unlock(std::size_t lock);

    std::mutex mutex_;
    std::condition_variable unlocked_;
    WaitGraph graph_;  // guarded by mutex_
};

}  // namespace triptych::threads
