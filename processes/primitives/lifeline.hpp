/// Tells processes whether another one is still alive: put it in a Shared<T>.
#pragma once

#include "processes/primitives/mutex.hpp"

namespace triptych::processes {

/// A robust mutex, which a process holds for as long as others rely on it. If it dies, the kernel
/// notes that its owner is dead, in memory that all can see: so nobody needs its pid, nor to be its
/// parent. It does not matter how it dies, nor whether its own children live on.
class Lifeline {
public:
    /// From now on the caller holds it. Nothing happens if somebody does already.
    void hold() { static_cast<void>(mutex_.try_lock_and_recover()); }

    /// Requires: the caller holds it.
    void let_go() { mutex_.unlock(); }

    /// Whether a process has died while it held it; told once, then nobody holds it any more.
    [[nodiscard]] bool was_cut() {
        const auto outcome = mutex_.try_lock_and_recover();
        if (outcome != Mutex::Try::busy) mutex_.unlock();
        return outcome == Mutex::Try::recovered;
    }

private:
    Mutex mutex_;
};

}  // namespace triptych::processes
