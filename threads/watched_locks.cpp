#include "threads/watched_locks.hpp"

namespace triptych::threads {

WatchedLocks::Lock WatchedLocks::lock(std::size_t worker, std::size_t lock) {
    std::unique_lock guard{mutex_};
    graph_.waits(worker, lock);
    if (const auto who = graph_.deadlock_of(worker); !who.empty()) {
        graph_.waits_no_more(worker);
        throw DeadlockError{who};
    }
    unlocked_.wait(guard, [&] { return !graph_.is_held(lock); });
    graph_.holds(worker, lock);
    return {*this, lock};
}

void WatchedLocks::unlock(std::size_t lock) {
    {
        const std::lock_guard guard{mutex_};
        graph_.lets_go(lock);
    }
    // All, because each waits for a lock of its own, and only it knows whether it is this one.
    // Where many wait, all but one wake up in vain (a thundering herd); here two do at most.
    unlocked_.notify_all();
}

}  // namespace triptych::threads
