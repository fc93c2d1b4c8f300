/// A queue between threads: who takes from an empty one waits.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace triptych::threads {

/// Unbounded, first in, first out. Any thread may call anything at any time.
///
/// Requires: nobody is inside a call when it is destroyed.
template <typename T>
class BlockingQueue {
public:
    /// Adds an item and wakes one of those who wait. Requires: not closed.
    void put(T item) {
        {
            const std::lock_guard lock{mutex_};
            items_.push_back(std::move(item));
        }
        changed_.notify_one();
    }

    /// Takes the oldest item, waiting for one if need be; nothing once closed and empty.
    std::optional<T> take() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return closed_ || !items_.empty(); });
        if (items_.empty()) return std::nullopt;
        std::optional<T> item{std::move(items_.front())};
        items_.pop_front();
        return item;
    }

    /// Lets everybody who waits, now or later, go home once the queue is empty.
    void close() {
        {
            const std::lock_guard lock{mutex_};
            closed_ = true;
        }
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<T> items_;  // guarded by mutex_
    bool closed_ = false;  // guarded by mutex_
};

}  // namespace triptych::threads
