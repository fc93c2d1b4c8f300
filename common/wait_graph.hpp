/// The wait-for graph: which worker holds which lock, and which waits for which. A cycle in it is a
/// deadlock.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace triptych {

/// Plain data without pointers, so that it may stand in shared memory. It guards nothing itself:
/// whoever shares it guards it.
///
/// Workers and locks have numbers below `most`; greater ones throw std::out_of_range. A worker
/// waits for one lock at a time, and a lock has one holder: so there is only one way to follow.
class WaitGraph {
public:
    static constexpr std::size_t most = 8;

    void waits(std::size_t worker, std::size_t lock) {
        static_cast<void>(holder_.at(lock));  // or nothing is written
        wanted_.at(worker) = lock;
    }
    void waits_no_more(std::size_t worker) { wanted_.at(worker).reset(); }

    /// The worker has the lock that it may have waited for.
    void holds(std::size_t worker, std::size_t lock) {
        holder_.at(lock) = worker;
        waits_no_more(worker);
    }
    void lets_go(std::size_t lock) { holder_.at(lock).reset(); }

    /// Who holds `lock`; nothing if it is free.
    std::optional<std::size_t> holder_of(std::size_t lock) const { return holder_.at(lock); }

    /// Whether it holds any lock, or waits for one.
    bool knows(std::size_t worker) const;

    bool is_held(std::size_t lock) const { return holder_.at(lock).has_value(); }

    /// The worker has ended: it waits for nothing, and holds nothing.
    void forget(std::size_t worker);

    /// If `worker` waits for itself in the end, who waits for whom: "worker 0 holds lock 0 and
    /// waits for lock 1; worker 1 holds lock 1 and waits for lock 0", from the lowest number on,
    /// whoever asks. Nothing if it does not.
    std::string deadlock_of(std::size_t worker) const;

private:
    /// Who holds the lock that `worker` waits for; nothing if it waits for none, or for a free one.
    std::optional<std::size_t> awaited_by(std::size_t worker) const;

    std::array<std::optional<std::size_t>, most> wanted_{};  // by each worker
    std::array<std::optional<std::size_t>, most> holder_{};  // of each lock
};

}  // namespace triptych
