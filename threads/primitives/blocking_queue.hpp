/// An unbounded queue between threads: a thread that takes from an empty queue waits.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "common/deadline.hpp"

namespace triptych::threads {

/// First in, first out.
///
/// Thread safety: any thread may call any function at any time. Requires: no thread is inside a
/// call when the queue is destroyed.
template <typename T>
class BlockingQueue {
public:
    /// Adds an item and wakes one waiting thread. Returns false, and adds nothing, if the queue is
    /// closed.
    bool put(T item) {
        {
            const std::lock_guard lock{mutex_};
            if (closed_) return false;
            items_.push_back(std::move(item));
            maybe_ready_ = true;
        }
        changed_.notify_one();
        return true;
    }

    /// Waits for an item, and takes the oldest one. Returns nothing if the queue is closed and
    /// empty. It spins for the time `spin` before it sleeps: to sleep and to be woken is most of
    /// the cost of a wait.
    std::optional<T> take(std::chrono::nanoseconds spin = {}) {
        spin_until_ready(spin);
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return closed_ || !items_.empty(); });
        if (items_.empty()) return std::nullopt;
        std::optional<T> item{std::move(items_.front())};
        items_.pop_front();
        maybe_ready_ = closed_ || !items_.empty();
        return item;
    }

    /// From now on take() does not wait on an empty queue, and put() adds nothing. Wakes all
    /// waiting threads.
    void close() {
        {
            const std::lock_guard lock{mutex_};
            closed_ = true;
            maybe_ready_ = true;
        }
        changed_.notify_all();
    }

private:
    void spin_until_ready(std::chrono::nanoseconds patience) const {
        if (patience <= std::chrono::nanoseconds::zero()) return;
        const auto end = deadline_after(patience);
        while (!maybe_ready_ && std::chrono::steady_clock::now() < end)
            std::this_thread::yield();  // on a single core, the thread that puts needs it
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<T> items_;                   // guarded by mutex_
    bool closed_ = false;                   // guarded by mutex_
    std::atomic<bool> maybe_ready_{false};  // closed or not empty; read without the lock
};

}  // namespace triptych::threads
