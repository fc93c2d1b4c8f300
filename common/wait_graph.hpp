/// The wait-for graph: which worker holds which lock, and which waits for which. A cycle in it is a
/// deadlock.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace triptych {

/// It consists of plain data without pointers, so it can be placed in shared memory.
///
/// Thread safety: none. The caller guards it with a mutex.
///
/// Workers and locks have numbers below `most`; other numbers throw std::out_of_range. A worker
/// waits for at most one lock, and a lock has at most one holder. So from each worker there is at
/// most one path through the graph.
class WaitGraph {
public:
    static constexpr std::size_t most = 8;

    void waits(std::size_t worker, std::size_t lock) {
        static_cast<void>(holder_.at(lock));  // throws before anything is written
        wanted_.at(worker) = lock;
    }
    void waits_no_more(std::size_t worker) { wanted_.at(worker).reset(); }

    /// Records that the worker has got the lock.
    void holds(std::size_t worker, std::size_t lock) {
        holder_.at(lock) = worker;
        waits_no_more(worker);
    }
    void lets_go(std::size_t lock) { holder_.at(lock).reset(); }

    /// Returns the worker that holds `lock`; nothing if it is free.
    std::optional<std::size_t> holder_of(std::size_t lock) const { return holder_.at(lock); }

    /// Returns whether the worker holds a lock or waits for one.
    bool knows(std::size_t worker) const;

    bool is_held(std::size_t lock) const { return holder_.at(lock).has_value(); }

    /// Removes the worker, which has ended, and all that it holds or waits for.
    void forget(std::size_t worker);

    /// If `worker` is part of a cycle, returns the cycle: "worker 0 holds lock 0 and waits for lock
    /// 1; worker 1 holds lock 1 and waits for lock 0". It begins with the lowest worker number, so
    /// it is the same for each worker of the cycle. Otherwise returns an empty string.
    std::string deadlock_of(std::size_t worker) const;

private:
    /// Returns the worker that holds the lock for which `worker` waits; nothing if it waits for
    /// none, or for a free one.
    std::optional<std::size_t> awaited_by(std::size_t worker) const;

    std::array<std::optional<std::size_t>, most> wanted_{};  // by each worker
    std::array<std::optional<std::size_t>, most> holder_{};  // of each lock
};

}  // namespace triptych
