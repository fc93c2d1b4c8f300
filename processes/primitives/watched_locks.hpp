/// Locks with a watchdog, which detects a deadlock and kills one of its processes.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>

#include "common/wait_graph.hpp"
#include "processes/primitives/lifeline.hpp"
#include "processes/primitives/mutex.hpp"
#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

namespace triptych::processes {

/// Robust mutexes in shared memory, and a wait-for graph: which worker holds which lock, and which
/// waits for which. Create them before forking; children lock, and the parent watches:
///
///     while (const auto worker = locks.next_waiting())
///         if (const auto who = locks.deadlock_of(*worker); !who.empty())
///             locks.end(*worker, children[*worker]);
///
/// Workers and locks have numbers, as in WaitGraph. A worker number is used by one process at a
/// time. If a worker is killed by another program, its locks are free, and it is in no deadlock.
class WatchedLocks {
public:
    /// Its destructor unlocks. If its process is killed before that, the next worker gets the lock
    /// all the same.
    class [[nodiscard]] Lock {
    public:
        Lock(WatchedLocks& locks, std::size_t lock) noexcept : locks_{locks}, lock_{lock} {}
        Lock(const Lock&) = delete;
        Lock& operator=(const Lock&) = delete;
        ~Lock() { locks_.unlock(lock_); }

    private:
        WatchedLocks& locks_;
        std::size_t lock_;
    };

    /// Waits until `lock` is free, and takes it. Requires: a worker that waits for its second lock
    /// has not begun to write, because the watchdog may kill it there.
    Lock lock(std::size_t worker, std::size_t lock);

    /// For the watchdog: waits until a worker has to wait for a lock, and returns its number.
    /// Returns nothing once all children have exited.
    std::optional<std::size_t> next_waiting() { return waiting_.take(); }

    /// If `worker` is in a deadlock, returns who waits for whom; otherwise an empty string.
    std::string deadlock_of(std::size_t worker);

    /// Kills `process`, which is `worker`, if it still is in a deadlock; then its locks are free.
    /// Does not reap it: call Process::wait().
    void end(std::size_t worker, const Process& process);

private:
    struct State {
        Mutex mutex;
        WaitGraph graph;                                      // guarded by mutex
        std::array<Lifeline, WaitGraph::most> alive_workers;  // each held while in the graph
        std::array<Mutex, WaitGraph::most> locks;
    };

    class Guard;

    void waits_no_more(std::size_t worker);
    void unlock(std::size_t lock);

    Shared<State> state_;
    Pipe<std::size_t> waiting_;
};

}  // namespace triptych::processes
