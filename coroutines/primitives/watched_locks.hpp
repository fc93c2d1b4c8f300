/// Locks that know who holds which, and who waits for which.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "common/wait_graph.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// Mutexes, and beside them a graph that nobody has to guard, for one task runs at a time. When the
/// loop has nobody left to run, it tells why:
///
///     loop.run();
///     if (const auto who = locks.deadlock_of(worker); !who.empty()) task.cancel();
///
/// Workers and locks have numbers, as in WaitGraph. One loop, one thread. Requires: they outlive
/// the tasks that hold one or wait.
class WatchedLocks {
public:
    /// Unlocks when it dies.
    class [[nodiscard]] Lock {
    public:
        Lock(WatchedLocks& locks, std::size_t number, Mutex::Lock lock)
            : locks_{&locks}, number_{number}, lock_{std::move(lock)} {}
        Lock(Lock&& other) noexcept
            : locks_{std::exchange(other.locks_, nullptr)},
              number_{other.number_},
              lock_{std::move(other.lock_)} {}
        Lock& operator=(Lock&&) = delete;
        ~Lock() {
            if (locks_ != nullptr) locks_->graph_.lets_go(number_);
        }

    private:
        WatchedLocks* locks_;  // null once moved from
        std::size_t number_;
        Mutex::Lock lock_;
    };

    /// co_await locks.lock(worker, lock): waits until `lock` is free, and takes it.
    Task<Lock> lock(std::size_t worker, std::size_t lock) {
        const Waiting waiting{*this, worker, lock};
        Mutex::Lock taken = co_await mutexes_.at(lock).lock();
        graph_.holds(worker, lock);
        co_return Lock{*this, lock, std::move(taken)};
    }

    /// Who waits for whom, if `worker` waits in a ring; nothing if it does not.
    std::string deadlock_of(std::size_t worker) const { return graph_.deadlock_of(worker); }

private:
    /// It waits no more when this dies, be it that it has the lock or that it was called away.
    struct Waiting {
        Waiting(WatchedLocks& locks, std::size_t waiter, std::size_t lock)
            : graph{locks.graph_}, worker{waiter} {
            graph.waits(worker, lock);
        }
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;
        ~Waiting() { graph.waits_no_more(worker); }

        WaitGraph& graph;
        std::size_t worker;
    };

    std::array<Mutex, WaitGraph::most> mutexes_;
    WaitGraph graph_;
};

}  // namespace triptych::coroutines
