/// A semaphore that works across fork: put it in a Shared<T>. The counterpart of
/// std::counting_semaphore, and of Python's multiprocessing.Semaphore.
///
/// Concepts: semaphore
#pragma once

#include <cstddef>
#include <mutex>

#include "processes/primitives/condition.hpp"

namespace triptych::processes {

/// Limits how many processes do something at the same time. A process that is killed while it has a
/// permit never gives it back.
class Semaphore {
public:
    explicit Semaphore(std::size_t permits) noexcept : free_{permits} {}

    /// Takes a permit; waits until one is free. Throws as Mutex::lock() does, as all functions
    /// here.
    void acquire() {
        std::unique_lock lock{mutex_};
        while (free_ == 0)
            released_.wait(lock);
        --free_;
    }

    /// Takes a permit if one is free, and does not wait. Returns whether it has one.
    [[nodiscard]] bool try_acquire() {
        const std::lock_guard lock{mutex_};
        if (free_ == 0) return false;
        --free_;
        return true;
    }

    void release() {
        {
            const std::lock_guard lock{mutex_};
            ++free_;
        }
        released_.notify_all();  // not one: if that one is killed, its wake-up is lost
    }

private:
    Mutex mutex_;
    Condition released_;
    std::size_t free_;  // guarded by mutex_
};

}  // namespace triptych::processes
