/// A bounded queue between processes, with task_done() and join() like Python's queue.Queue: put it
/// in a Shared<T>.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <type_traits>

#include "processes/primitives/condition.hpp"
#include "processes/primitives/mutex.hpp"

namespace triptych::processes {

/// First in, first out. get() waits while the queue is empty, and put() waits while it is full. A
/// consumer calls task_done() for each item that it has got and processed; join() waits for that.
///
/// Any process may call any function at any time, and may be killed at any time. If it is killed
/// while it changes the queue, the items are lost, because they may be half written. The next call
/// throws std::system_error (EOWNERDEAD), and all waiting and later calls throw it, too
/// (ENOTRECOVERABLE). If a process is killed elsewhere, the queue does not detect it: the items
/// that it had got stay unfinished, and join() would wait for ever. So a process that calls join()
/// must watch the others, as ProcessPool does.
template <typename T, std::size_t room>
class Queue {
    static_assert(room > 0, "a queue needs room for at least one item");
    static_assert(std::is_trivially_copyable_v<T>, "items are copied to another process");

public:
    /// Waits while the queue is full, then adds the item. Returns false, and adds nothing, if the
    /// queue is closed.
    bool put(const T& item) {
        return changing([&](auto& lock) {
            while (!closed_ && size_ == room)
                not_full_.wait(lock);
            if (closed_) return false;
            items_[(first_ + size_) % room] = item;
            ++size_;
            ++unfinished_;
            not_empty_.notify_all();
            return true;
        });
    }

    /// Waits for an item, and returns the oldest one. Returns nothing if the queue is closed and
    /// empty.
    std::optional<T> get() {
        return changing([&](auto& lock) -> std::optional<T> {
            while (!closed_ && size_ == 0)
                not_empty_.wait(lock);
            if (size_ == 0) return std::nullopt;
            std::optional<T> item{items_[first_]};
            first_ = (first_ + 1) % room;
            --size_;
            not_full_.notify_all();
            return item;
        });
    }

    /// Reports that an item from get() has been processed. Throws std::logic_error if it is called
    /// more often than get().
    void task_done() {
        changing([&](auto& /*lock*/) {
            if (unfinished_ == size_)
                throw std::logic_error{"task_done() was called more often than get()"};
            if (--unfinished_ == 0) all_done_.notify_all();
        });
    }

    /// Waits until every item that was put has been got and processed.
    void join() {
        changing([&](auto& lock) {
            while (unfinished_ > 0)
                all_done_.wait(lock);
        });
    }

    /// From now on put() adds nothing, and get() does not wait on an empty queue. Wakes all waiting
    /// processes.
    void close() {
        changing([&](auto& /*lock*/) {
            closed_ = true;
            not_empty_.notify_all();
            not_full_.notify_all();
        });
    }

private:
    /// Calls `change(lock)` under the lock. If the items are lost, wakes all waiting processes, so
    /// that they throw, too.
    template <typename Change>
    auto changing(Change change) {
        try {
            std::unique_lock lock{mutex_};
            return change(lock);
        } catch (const std::system_error&) {
            for (Condition* condition : {&not_empty_, &not_full_, &all_done_})
                condition->notify_all();
            throw;
        }
    }

    Mutex mutex_;
    Condition not_empty_;  // notify_all(), because a single woken process might be killed
    Condition not_full_;
    Condition all_done_;
    // all guarded by mutex_
    std::array<T, room> items_{};  // a ring buffer
    std::size_t first_ = 0;        // index of the oldest item
    std::size_t size_ = 0;
    std::size_t unfinished_ = 0;  // items that are not yet processed; at least size_
    bool closed_ = false;
};

}  // namespace triptych::processes
