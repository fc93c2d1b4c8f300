/// How other threads reach a loop: the calls they ask it to make. Shared, so it outlives the loop.
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

/// The loop holds it, and so does everybody who may still call when the loop has ended: a worker
/// of a pool, for example. Each keeps a shared_ptr, so nobody has to know who ends first.
class ThreadsafeCalls {
public:
    /// Throws std::system_error if the kernel refuses an eventfd.
    ThreadsafeCalls() : bell_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
        if (bell_.get() == -1) throw_refused(errno, "eventfd");
    }
    ThreadsafeCalls(const ThreadsafeCalls&) = delete;
    ThreadsafeCalls& operator=(const ThreadsafeCalls&) = delete;

    // --- any thread ---------------------------------------------------------------------------

    /// The loop calls `callback()` in one of its next turns. Returns false, and the callback is
    /// destroyed without having been called, if the loop has ended. (asyncio: RuntimeError, "Event
    /// loop is closed".) What was accepted and not yet called when the loop ends is destroyed then,
    /// in the loop's thread. What the caller did before happens before the call.
    bool call_soon(std::function<void()> callback) {
        const std::lock_guard lock{mutex_};
        if (refuses_) return false;
        calls_.push_back(std::move(callback));
        if (!any_.exchange(true)) ::eventfd_write(bell_.get(), 1);
        return true;
    }

    // --- for the loop, in its thread ----------------------------------------------------------

    /// An eventfd, readable when somebody has called since take().
    int bell() const noexcept { return bell_.get(); }
    void silence_bell() const noexcept {
        eventfd_t calls = 0;
        ::eventfd_read(bell_.get(), &calls);
    }

    /// Whether take() would give something.
    bool any() const noexcept { return any_; }
    std::vector<std::function<void()>> take() {
        std::vector<std::function<void()>> calls;
        const std::lock_guard lock{mutex_};
        calls.swap(calls_);
        any_ = false;
        return calls;
    }

    /// From now on every call is refused.
    void refuse() {
        std::vector<std::function<void()>> never_made;  // destroyed when the mutex is free again
        const std::lock_guard lock{mutex_};
        refuses_ = true;
        never_made.swap(calls_);
        any_ = false;
    }

    /// How many pieces of work are done elsewhere, after each of which somebody calls.
    std::size_t external_work() const noexcept { return external_work_; }
    void add_external_work() noexcept { ++external_work_; }
    void external_work_done() noexcept { --external_work_; }

private:
    const Descriptor bell_;
    std::size_t external_work_ = 0;  // only the loop's thread uses it

    std::mutex mutex_;
    std::vector<std::function<void()>> calls_;  // guarded by mutex_
    bool refuses_ = false;                      // guarded by mutex_
    std::atomic<bool> any_ = false;             // calls_ is not empty
};

}  // namespace triptych::coroutines
