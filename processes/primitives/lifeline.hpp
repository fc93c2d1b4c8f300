/// Shows other processes whether its owner is still alive: put it in a Shared<T>.
#pragma once

#include "processes/primitives/mutex.hpp"

namespace triptych::processes {

/// A robust mutex that a process holds as long as others rely on it. If the process dies, the
/// kernel marks the mutex: its owner is dead. All processes that share the mutex can see that,
/// without a pid, and without being its parent. It does not matter how the process dies, or whether
/// its own children live on.
class Lifeline {
public:
    /// From now on the caller holds it. Does nothing if a process holds it already.
    void hold() { static_cast<void>(mutex_.try_lock_and_recover()); }

    /// Requires: the caller holds it.
    void release() { mutex_.unlock(); }

    /// Returns true once if the process that held it has died. Then no process holds it any more.
    [[nodiscard]] bool owner_died() {
        const auto outcome = mutex_.try_lock_and_recover();
        if (outcome != Mutex::Try::busy) mutex_.unlock();
        return outcome == Mutex::Try::recovered;
    }

private:
    Mutex mutex_;
};

}  // namespace triptych::processes
