/// An event that works across fork: put it in a Shared<T>. The counterpart of Python's
/// multiprocessing.Event.
///
/// Concepts: condition variable
#pragma once

#include <mutex>

#include "processes/primitives/condition.hpp"

namespace triptych::processes {

/// Processes wait until another one sets it; once it is set, nobody waits. All functions throw as
/// Mutex::lock() does.
class Event {
public:
    bool is_set() {
        const std::lock_guard lock{mutex_};
        return set_;
    }

    /// Wakes all that wait.
    void set() {
        {
            const std::lock_guard lock{mutex_};
            set_ = true;
        }
        changed_.notify_all();
    }

    void clear() {
        const std::lock_guard lock{mutex_};
        set_ = false;
    }

    /// Returns at once if it is set.
    void wait() {
        std::unique_lock lock{mutex_};
        while (!set_)
            changed_.wait(lock);
    }

private:
    Mutex mutex_;
    Condition changed_;
    bool set_ = false;  // guarded by mutex_
};

}  // namespace triptych::processes
