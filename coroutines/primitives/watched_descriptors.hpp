/// Which coroutines wait for which file descriptors, and what the kernel watches for them.
#pragma once

#include <unordered_map>

#include "coroutines/primitives/chain.hpp"
#include "coroutines/primitives/poller.hpp"

namespace triptych::coroutines::detail {

/// Part of an EventLoop. Thread safety: one loop, one thread.
///
/// Invariant: the kernel watches a descriptor for exactly what its waiting coroutines want, except
/// between the end of a wait and the update() that follows it.
class WatchedDescriptors {
public:
    /// Requires: `poller` outlives this.
    explicit WatchedDescriptors(Poller& poller) noexcept : poller_{poller} {}

    /// `waiting`, which is suspended, is woken when `descriptor` has that readiness. Throws
    /// std::system_error, and then `waiting` is active again.
    void add(int descriptor, Readiness readiness, PromiseBase& waiting);

    /// A coroutine no longer waits for `descriptor`: the kernel stops watching it, unless other
    /// coroutines still wait.
    void update(int descriptor) noexcept;

    /// `descriptor` is ready: wakes the coroutines that wait for it. Throws std::system_error.
    void wake(int descriptor, Readiness readiness);

    /// Returns whether no descriptor is watched.
    bool empty() const noexcept { return watched_.empty(); }

    /// Returns whether any coroutine waits.
    bool has_waiters() const noexcept;

private:
    struct Watched {
        IntrusiveList<PromiseBase> readers;
        IntrusiveList<PromiseBase> writers;
        Readiness registered;  // what the kernel watches the descriptor for

        Readiness wanted() const noexcept { return {!readers.empty(), !writers.empty()}; }
    };

    Poller& poller_;
    std::unordered_map<int, Watched> watched_;
};

}  // namespace triptych::coroutines::detail
