#include "threads/primitives/watched_locks.hpp"

namespace triptych::threads {

namespace {

/// It waits no more when this dies, whether it has the lock or an exception is on its way.
/// Requires: the graph is locked at both ends of its life.
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
    // All, because each waits for a lock of its own, and only it knows whether it is this one.
    // Where many wait, all but one wake up in vain (a thundering herd); here two do at most.
    unlocked_.notify_all();
}

}  // namespace triptych::threads
