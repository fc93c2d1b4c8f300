/// Mutexes with a wait-for graph, which detects deadlocks.
///
/// Concepts: deadlock
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

/// Mutexes, and a graph that records which worker holds or waits for which mutex. The graph needs
/// no lock, because one task runs at a time. When the loop has nothing left to run, the graph
/// explains why:
///
///     loop.run();
///     if (const auto who = locks.deadlock_of(worker); !who.empty()) task.cancel();
///
/// Workers and locks have numbers, as in WaitGraph. Thread safety: one loop, one thread. Requires:
/// it outlives the tasks that hold a lock or wait for one.
class WatchedLocks {
public:
    /// Unlocks in its destructor.
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
        WatchedLocks* locks_;  // null when moved from
        std::size_t number_;
        Mutex::Lock lock_;
    };

    /// co_await locks.lock(worker, lock): waits until `lock` is free, and locks it for `worker`.
    Task<Lock> lock(std::size_t worker, std::size_t lock) {
        const Waiting waiting{*this, worker, lock};
        Mutex::Lock taken = co_await mutexes_.at(lock).lock();
        graph_.holds(worker, lock);
        co_return Lock{*this, lock, std::move(taken)};
    }

    /// Returns who waits for whom, if `worker` is in a cycle of waiting workers; empty if it is
    /// not.
    std::string deadlock_of(std::size_t worker) const { return graph_.deadlock_of(worker); }

private:
    /// Records that a worker waits; the destructor removes that record, whether it has the lock or
    /// was cancelled.
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
