#include "processes/primitives/watched_locks.hpp"

namespace triptych::processes {

/// The graph to oneself. A process that is killed while it writes into the graph has at most left
/// an entry of its own half written: so that is forgotten with it.
class WatchedLocks::Guard {
public:
    explicit Guard(State& state) : state_{state} {
        if (state.mutex.lock_and_recover()) forget_the_dead();
    }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    ~Guard() { state_.mutex.unlock(); }

    void forget_the_dead() {
        for (std::size_t worker = 0; worker < WaitGraph::most; ++worker)
            if (state_.alive_workers.at(worker).was_cut()) state_.graph.forget(worker);
    }

    /// One that neither holds a lock nor waits for one need not be watched.
    void let_go_of(std::size_t worker) {
        if (!state_.graph.knows(worker)) state_.alive_workers.at(worker).let_go();
    }

private:
    State& state_;
};

/// It is in the graph before it waits, and what it holds is out of it before it is free: so a ring
/// of living workers is a ring indeed, and the last one to join it tells the watchdog.
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
        // If its owner was ended, that had not written yet: there is nothing to make good.
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
    guard.let_go_of(worker);
}

void WatchedLocks::unlock(std::size_t lock) {
    {
        Guard guard{*state_};
        const auto worker = state_->graph.holder_of(lock);
        state_->graph.lets_go(lock);
        if (worker) guard.let_go_of(*worker);
    }
    state_->locks.at(lock).unlock();
}

std::string WatchedLocks::deadlock_of(std::size_t worker) {
    Guard guard{*state_};
    guard.forget_the_dead();
    return state_->graph.deadlock_of(worker);
}

void WatchedLocks::end(std::size_t worker, const Process& process) {
    Guard guard{*state_};
    guard.forget_the_dead();
    if (state_->graph.deadlock_of(worker).empty()) return;
    process.kill();
    state_->graph.forget(worker);
}

}  // namespace triptych::processes
