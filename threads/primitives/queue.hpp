/// A queue between threads with room for so many, and a way to wait until all is done: the twin
/// of Python's queue.Queue.
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

/// First in, first out. Who gets from an empty one waits; so does who puts into a full one. Each
/// item that was got is to be reported as done, and join() waits for that.
///
/// Each wait() below checks its condition under the lock, before it sleeps and whenever it wakes
/// up. So no wake-up is lost, and a spurious one does no harm.
///
/// Any thread may call anything at any time. Requires: nobody is inside a call when it is
/// destroyed.
template <typename T>
class Queue {
public:
    static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

    /// Throws std::invalid_argument if there is no room for anything.
    explicit Queue(std::size_t room = unbounded) : room_{room} {
        if (room == 0) throw std::invalid_argument{"a queue needs room for at least one item"};
    }

    /// False, and nothing is put, if there is no room and the caller is asked to stop.
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

    /// The oldest item; nothing if there is none and the caller is asked to stop.
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

    /// What is done with an item that was got is done. Throws std::logic_error if that has been
    /// said of all of them.
    void task_done() {
        const std::lock_guard lock{mutex_};
        if (unfinished_ == items_.size())
            throw std::logic_error{"task_done() was called more often than get()"};
        if (--unfinished_ == 0) all_done_.notify_all();
    }

    /// Waits until all that was put has been got, and done.
    void join() {
        std::unique_lock lock{mutex_};
        all_done_.wait(lock, [this] { return unfinished_ == 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable_any not_empty_;  // "any" of them can be told to stop
    std::condition_variable_any not_full_;
    std::condition_variable all_done_;
    const std::size_t room_;
    std::deque<T> items_;         // guarded by mutex_
    std::size_t unfinished_ = 0;  // guarded by mutex_; put, and not yet done
};

}  // namespace triptych::threads
