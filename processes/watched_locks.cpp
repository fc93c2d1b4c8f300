#include "processes/watched_locks.hpp"

namespace triptych::processes {

/// It is in the graph before it waits, and what it holds is out of it before it is free: so a ring
/// in the graph is a ring indeed, and who is the last to join one tells the watchdog.
WatchedLocks::Lock WatchedLocks::lock(std::size_t worker, std::size_t lock) {
    bool must_wait = false;
    {
        const std::lock_guard guard{state_->mutex};
        state_->graph.waits(worker, lock);
        must_wait = state_->graph.is_held(lock);
    }
    if (must_wait) waiting_.put(worker);
    // If its owner was ended, that had not written yet: there is nothing to make good.
    static_cast<void>(state_->locks.at(lock).lock_and_recover());
    const std::lock_guard guard{state_->mutex};
    state_->graph.holds(worker, lock);
    return {*this, lock};
}

void WatchedLocks::unlock(std::size_t lock) {
    {
        const std::lock_guard guard{state_->mutex};
        state_->graph.lets_go(lock);
    }
    state_->locks.at(lock).unlock();
}

std::string WatchedLocks::deadlock_of(std::size_t worker) {
    const std::lock_guard guard{state_->mutex};
    return state_->graph.deadlock_of(worker);
}

/// Under the mutex, so that nobody dies while it holds that.
void WatchedLocks::end(std::size_t worker, const Process& process) {
    const std::lock_guard guard{state_->mutex};
    process.kill();
    state_->graph.forget(worker);
}

}  // namespace triptych::processes
