#include "processes/primitives/watched_locks.hpp"

namespace triptych::processes {

/// Exclusive access to the graph. A process that is killed while it writes to the graph can only
/// leave its own entry half written, so it is enough to remove that entry.
class WatchedLocks::Guard {
public:
    explicit Guard(State& state) : state_{state} {
        if (state.mutex.lock_and_recover()) forget_dead_workers();
    }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    ~Guard() { state_.mutex.unlock(); }

    void forget_dead_workers() {
        for (std::size_t worker = 0; worker < WaitGraph::most; ++worker)
            if (state_.alive_workers.at(worker).owner_died()) state_.graph.forget(worker);
    }

    /// A worker that neither holds a lock nor waits for one need not be watched.
    void release_if_idle(std::size_t worker) {
        if (!state_.graph.knows(worker)) state_.alive_workers.at(worker).release();
    }

private:
    State& state_;
};

/// A worker enters the graph before it waits, and a lock leaves the graph before it is free. So a
/// cycle of living workers in the graph is a deadlock, and the last worker that enters the cycle
/// reports itself to the watchdog.
WatchedLocks::Lock WatchedLocks::lock(std::size_t worker, std::size_t lock) {
    bool must_wait = false;
    {
        const Guard guard{*state_};
        state_->graph.waits(worker, lock);
        state_->alive_workers.at(worker).hold();
        must_wait = state_->graph.is_held(lock);
    }
    try {
        if (must_wait) waiting_.put(worker);
        // If its owner was killed, that owner had not begun to write: there is nothing to repair.
        static_cast<void>(state_->locks.at(lock).lock_and_recover());
    } catch (...) {
        waits_no_more(worker);
        throw;
    }
    const Guard guard{*state_};
    state_->graph.holds(worker, lock);
    return {*this, lock};
}

void WatchedLocks::waits_no_more(std::size_t worker) {
    Guard guard{*state_};
    state_->graph.waits_no_more(worker);
    guard.release_if_idle(worker);
}

void WatchedLocks::unlock(std::size_t lock) {
    {
        Guard guard{*state_};
        const auto worker = state_->graph.holder_of(lock);
        state_->graph.lets_go(lock);
        if (worker) guard.release_if_idle(*worker);
    }
    state_->locks.at(lock).unlock();
}

std::string WatchedLocks::deadlock_of(std::size_t worker) {
    Guard guard{*state_};
    guard.forget_dead_workers();
    return state_->graph.deadlock_of(worker);
}

void WatchedLocks::end(std::size_t worker, const Process& process) {
    Guard guard{*state_};
    guard.forget_dead_workers();
    if (state_->graph.deadlock_of(worker).empty()) return;
    process.kill();
    state_->graph.forget(worker);
}

}  // namespace triptych::processes
