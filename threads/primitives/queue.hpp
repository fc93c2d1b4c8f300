/// A bounded queue between threads, with task_done() and join() like Python's queue.Queue.
///
/// Concepts: back-pressure, condition variable, spurious wake-up, lost wake-up
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <utility>

namespace triptych::threads {

/// First in, first out. get() waits while the queue is empty, and put() waits while it is full. A
/// consumer calls task_done() for each item that it has got and processed; join() waits for that.
///
/// Each wait() below checks its condition under the lock, before it sleeps and whenever it wakes
/// up. So no wake-up is lost, and a spurious one does no harm.
///
/// Thread safety: any thread may call any function at any time. Requires: no thread is inside a
/// call when the queue is destroyed.
template <typename T>
class Queue {
public:
    static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

    /// Holds at most `room` items. Throws std::invalid_argument if `room` is 0.
    explicit Queue(std::size_t room = unbounded) : room_{room} {
        if (room == 0) throw std::invalid_argument{"a queue needs room for at least one item"};
    }

    /// Waits while the queue is full, then adds the item. Returns false, and adds nothing, if it
    /// would have to wait and `stop` is requested.
    bool put(T item, const std::stop_token& stop = {}) {
        {
            std::unique_lock lock{mutex_};
            if (!not_full_.wait(lock, stop, [this] { return items_.size() < room_; })) return false;
            items_.push_back(std::move(item));
            ++unfinished_;
        }
        not_empty_.notify_one();
        return true;
    }

    /// Waits for an item, and returns the oldest one. Returns nothing if the queue is empty and
    /// `stop` is requested.
    std::optional<T> get(const std::stop_token& stop = {}) {
        std::optional<T> item;
        {
            std::unique_lock lock{mutex_};
            if (!not_empty_.wait(lock, stop, [this] { return !items_.empty(); })) return item;
            item.emplace(std::move(items_.front()));
            items_.pop_front();
        }
        not_full_.notify_one();
        return item;
    }

    /// Reports that an item from get() has been processed. Throws std::logic_error if it is called
    /// more often than get().
    void task_done() {
        const std::lock_guard lock{mutex_};
        if (unfinished_ == items_.size())
            throw std::logic_error{"task_done() was called more often than get()"};
        if (--unfinished_ == 0) all_done_.notify_all();
    }

    /// Waits until every item that was put has been got and processed.
    void join() {
        std::unique_lock lock{mutex_};
        all_done_.wait(lock, [this] { return unfinished_ == 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable_any not_empty_;  // "any", because only that one takes a stop token
    std::condition_variable_any not_full_;
    std::condition_variable all_done_;
    const std::size_t room_;
    std::deque<T> items_;         // guarded by mutex_
    std::size_t unfinished_ = 0;  // guarded by mutex_; items that are not yet processed
};

}  // namespace triptych::threads
