/// A queue between processes with room for so many, and a way to wait until all is done: put it
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

/// First in, first out. Who gets from an empty one waits; so does who puts into a full one. Each
/// item that was got is to be reported as done, and join() waits for that.
///
/// Any process may call anything at any time, and be killed anywhere. If that is in the middle of
/// a change, the items are lost, for they may be half written: the first call that finds this out
/// throws std::system_error (EOWNERDEAD), and so does each that waits or comes later
/// (ENOTRECOVERABLE). If it is anywhere else, nobody is told: what the dead one has got and not
/// done stays undone, and join() would wait for ever. So whoever joins keeps an eye on the others.
template <typename T, std::size_t room>
class Queue {
    static_assert(room > 0, "a queue needs room for at least one item");
    static_assert(std::is_trivially_copyable_v<T>, "it is copied into another process");

public:
    /// False, and nothing is put, once closed.
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

    /// The oldest item; nothing once closed and empty.
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

    /// What is done with an item that was got is done. Throws std::logic_error if that has been
    /// said of all of them.
    void task_done() {
        changing([&](auto& /*lock*/) {
            if (unfinished_ == size_)
                throw std::logic_error{"task_done() was called more often than get()"};
            if (--unfinished_ == 0) all_done_.notify_all();
        });
    }

    /// Waits until all that was put has been got, and done.
    void join() {
        changing([&](auto& lock) {
            while (unfinished_ > 0)
                all_done_.wait(lock);
        });
    }

    /// Lets everybody who waits to put or to get, now or later, go home.
    void close() {
        changing([&](auto& /*lock*/) {
            closed_ = true;
            not_empty_.notify_all();
            not_full_.notify_all();
        });
    }

private:
    /// Does it under the lock. If the items are lost, wakes all who wait, so that they are told.
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
    Condition not_empty_;  // all are notified, for one alone might be killed with the news
    Condition not_full_;
    Condition all_done_;
    std::array<T, room> items_{};  // a ring; guarded by mutex_, and so is the rest
    std::size_t first_ = 0;        // the oldest
    std::size_t size_ = 0;
    std::size_t unfinished_ = 0;  // put, and not yet done: at least as many as there are items
    bool closed_ = false;
};

}  // namespace triptych::processes
