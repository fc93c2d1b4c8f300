/// A queue between threads: who takes from an empty one waits.
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

/// Unbounded, first in, first out. Any thread may call anything at any time.
///
/// Requires: nobody is inside a call when it is destroyed.
template <typename T>
class BlockingQueue {
public:
    /// Adds an item and wakes one of those who wait. False, and nothing is added, once closed.
    bool put(T item) {
        {
            const std::lock_guard lock{mutex_};
            if (closed_) return false;
            items_.push_back(std::move(item));
            worth_a_look_ = true;
        }
        changed_.notify_one();
        return true;
    }

    /// Takes the oldest item, waiting for one if need be; nothing once closed and empty. Stays
    /// awake for `spin` before it sleeps: falling asleep and being woken is most of a wait's cost.
    std::optional<T> take(std::chrono::nanoseconds spin = {}) {
        look_out(spin);
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return closed_ || !items_.empty(); });
        if (items_.empty()) return std::nullopt;
        std::optional<T> item{std::move(items_.front())};
        items_.pop_front();
        worth_a_look_ = closed_ || !items_.empty();
        return item;
    }

    /// Lets everybody who waits, now or later, go home once the queue is empty.
    void close() {
        {
            const std::lock_guard lock{mutex_};
            closed_ = true;
            worth_a_look_ = true;
        }
        changed_.notify_all();
    }

private:
    void look_out(std::chrono::nanoseconds patience) const {
        if (patience <= std::chrono::nanoseconds::zero()) return;
        const auto end = deadline_after(patience);
        while (!worth_a_look_ && std::chrono::steady_clock::now() < end)
            std::this_thread::yield();  // where there is one core, whoever puts needs it
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<T> items_;                    // guarded by mutex_
    bool closed_ = false;                    // guarded by mutex_
    std::atomic<bool> worth_a_look_{false};  // closed, or not empty: for who has not locked
};

}  // namespace triptych::threads
