/// How other threads call into a loop: a list of callbacks, and an eventfd that wakes the loop. It
/// is shared, so it may outlive the loop.
///
/// Concepts: happens-before
#pragma once

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <functional>
#include <mutex>
#include <sys/eventfd.h>
#include <utility>
#include <vector>

#include "common/descriptor.hpp"
#include "common/refusal.hpp"

namespace triptych::coroutines {

/// The loop holds a shared_ptr to it, and so does each thread that may still call after the loop
/// has ended: a worker of a pool, for example. So the order in which they end does not matter.
class ThreadsafeCalls {
public:
    /// Throws std::system_error if the kernel has no free descriptor for an eventfd.
    ThreadsafeCalls() : wake_descriptor_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
        if (wake_descriptor_.get() == -1) throw_refused(errno, "eventfd");
    }
    ThreadsafeCalls(const ThreadsafeCalls&) = delete;
    ThreadsafeCalls& operator=(const ThreadsafeCalls&) = delete;

    // --- any thread --------------------------------------------------------------------------

    /// The loop calls `callback()` in one of its next turns. If the loop has ended, returns false,
    /// and destroys the callback without having called it. (asyncio: RuntimeError, "Event loop is
    /// closed".) Callbacks that were accepted, but not called before the loop ended, are destroyed
    /// in the loop's thread. What the caller did before happens before the callback.
    bool call_soon(std::function<void()> callback) {
        const std::lock_guard lock{mutex_};
        if (is_closed_) return false;
        calls_.push_back(std::move(callback));
        if (!any_.exchange(true)) ::eventfd_write(wake_descriptor_.get(), 1);
        return true;
    }

    // --- for the loop, in its thread ---------------------------------------------------------

    /// An eventfd: readable if there were calls since the last take().
    int wake_descriptor() const noexcept { return wake_descriptor_.get(); }
    void reset_wake_descriptor() const noexcept {
        eventfd_t calls = 0;
        ::eventfd_read(wake_descriptor_.get(), &calls);
    }

    /// Returns whether take() would return any callbacks.
    bool any() const noexcept { return any_; }
    std::vector<std::function<void()>> take() {
        std::vector<std::function<void()>> calls;
        const std::lock_guard lock{mutex_};
        calls.swap(calls_);
        any_ = false;
        return calls;
    }

    /// From now on call_soon() returns false.
    void close() {
        std::vector<std::function<void()>> never_made;  // destroyed after the mutex is unlocked
        const std::lock_guard lock{mutex_};
        is_closed_ = true;
        never_made.swap(calls_);
        any_ = false;
    }

    /// How many coroutines wait for work that other threads do, each of which will call in the end.
    std::size_t external_work() const noexcept { return external_work_; }
    void add_external_work() noexcept { ++external_work_; }
    void external_work_done() noexcept { --external_work_; }

private:
    const Descriptor wake_descriptor_;
    std::size_t external_work_ = 0;  // used only by the loop's thread

    std::mutex mutex_;
    std::vector<std::function<void()>> calls_;  // guarded by mutex_
    bool is_closed_ = false;                    // guarded by mutex_
    std::atomic<bool> any_ = false;             // whether calls_ has any
};

}  // namespace triptych::coroutines
