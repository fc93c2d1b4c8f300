/// Locks whose holders can be seen, and ended, by a watchdog.
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

/// Robust mutexes in shared memory, and beside them who holds which and waits for which. Make them
/// before forking; children lock, and the parent watches:
///
///     while (const auto worker = locks.next_waiting())
///         if (const auto who = locks.deadlock_of(*worker); !who.empty())
///             locks.end(*worker, children[*worker]);
///
/// Workers and locks have numbers, as in WaitGraph; a number is used by one process at a time. A
/// worker that was killed by somebody else waits for nothing and holds nothing: what it held is
/// free, and it is in no deadlock.
class WatchedLocks {
public:
    /// Unlocks when it dies; if its process does first, the next one has the lock all the same.
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

    /// Waits until `lock` is free, and takes it. Requires: who waits for a second lock has not
    /// begun to write yet, for the watchdog may end it there.
    Lock lock(std::size_t worker, std::size_t lock);

    /// For the watchdog: waits until a worker has to wait, and says which. Nothing once all
    /// children have exited.
    std::optional<std::size_t> next_waiting() { return waiting_.take(); }

    /// Who waits for whom, if `worker` waits in a ring; nothing if it does not.
    std::string deadlock_of(std::size_t worker);

    /// Ends `process`, which is `worker`, if it still waits in a ring: what it holds is free then.
    /// It still has to be waited for.
    void end(std::size_t worker, const Process& process);

private:
    struct State {
        Mutex mutex;
        WaitGraph graph;                                      // guarded by mutex
        std::array<Lifeline, WaitGraph::most> alive_workers;  // held by those whom the graph knows
        std::array<Mutex, WaitGraph::most> locks;
    };

    class Guard;

    void waits_no_more(std::size_t worker);
    void unlock(std::size_t lock);

    Shared<State> state_;
    Pipe<std::size_t> waiting_;
};

}  // namespace triptych::processes
