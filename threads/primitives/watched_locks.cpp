#include "threads/primitives/watched_locks.hpp"

namespace triptych::threads {

namespace {

/// Marks the worker as waiting in the graph. Its destructor removes the mark, also when an
/// exception is thrown. Requires: the mutex is held in constructor and destructor.
class Waiting {
public:
    Waiting(WaitGraph& graph, std::size_t worker, std::size_t lock)
        : graph_{graph}, worker_{worker} {
        graph.waits(worker, lock);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() { graph_.waits_no_more(worker_); }

private:
    WaitGraph& graph_;
    std::size_t worker_;
};

}  // namespace

WatchedLocks::Lock WatchedLocks::lock(std::size_t worker, std::size_t lock) {
    std::unique_lock guard{mutex_};
    const Waiting waiting{graph_, worker, lock};
    if (const auto who = graph_.deadlock_of(worker); !who.empty()) throw DeadlockError{who};
    unlocked_.wait(guard, [&] { return !graph_.is_held(lock); });
    graph_.holds(worker, lock);
    return {*this, lock};
}

void WatchedLocks::unlock(std::size_t lock) {
    {
        const std::lock_guard guard{mutex_};
        graph_.lets_go(lock);
    }
    // All, because the waiting threads may wait for different locks, and only they know for which.
    // If many waited, all but one would wake up for nothing (a thundering herd); here at most two
    // do.
    unlocked_.notify_all();
}

}  // namespace triptych::threads
