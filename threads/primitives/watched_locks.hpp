/// Locks that notice when those who wait for them wait for each other.
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

/// Says who waits for whom.
struct DeadlockError : std::logic_error {
    using std::logic_error::logic_error;
};

/// Nobody can end a thread from outside, or take from it what it holds. So whoever asks for the
/// lock that would close the ring is refused it, and has to let go by itself.
///
///     const auto lock = locks.lock(worker, 0);
///
/// Workers and locks have numbers, as in WaitGraph. Any thread may call anything at any time, each
/// for a worker of its own. Requires: nobody holds one or waits when they are destroyed.
class WatchedLocks {
public:
    /// Unlocks when it dies.
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

    /// Waits until `lock` is free, and takes it. Throws DeadlockError instead, at once, if it would
    /// wait for ever, because who holds it waits, directly or not, for what `worker` holds.
    Lock lock(std::size_t worker, std::size_t lock);

private:
    void unlock(std::size_t lock);

    std::mutex mutex_;
    std::condition_variable unlocked_;
    WaitGraph graph_;  // guarded by mutex_
};

}  // namespace triptych::threads
