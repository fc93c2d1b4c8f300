/// A queue between coroutines: the twin of asyncio.Queue.
#pragma once

#include <cstddef>
#include <deque>
#include <limits>
#include <stdexcept>
#include <utility>

#include "coroutines/primitives/task.hpp"
#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

/// First in, first out. Who gets from an empty one waits; so does who puts into a full one. Each
/// item that was got is to be reported as done, and join() waits for that.
///
/// Invariants, from which it follows that no item and no room is there in vain:
///   1. While somebody waits to get, at least as many getters have been woken, and have yet to go
///      on, as there are items. So each put() wakes one; and one that goes away in between, or
///      fails to take its item, wakes another in its place.
///   2. While somebody waits to put, the same holds of putters and of free room: each get() wakes
///      one.
/// An item is not reserved for whoever was woken: a task that calls get() when there is one takes
/// it at once, and the one that was woken may find none, and waits again, behind the others.
///
/// One loop, one thread. Requires: nobody waits when it is destroyed.
template <typename T>
class Queue {
public:
    static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

    /// Throws std::invalid_argument if there is no room for anything.
    explicit Queue(std::size_t room = unbounded) : room_{room} {
        if (room == 0) throw std::invalid_argument{"a queue needs room for at least one item"};
    }

    std::size_t size() const noexcept { return items_.size(); }
    bool empty() const noexcept { return items_.empty(); }
    bool full() const noexcept { return items_.size() >= room_; }

    /// If it throws Cancelled, or is dropped, the item has not been put.
    Task<> put(T item) {
        while (full())
            co_await Putting{*this};
        try {
            items_.push_back(std::move(item));
        } catch (...) {
            pass_on_room();
            throw;
        }
        ++unfinished_;
        detail::wake_first(getting_);
    }

    /// If it throws Cancelled, or is dropped, nothing has been taken.
    Task<T> get() {
        while (items_.empty())
            co_await Getting{*this};
        co_return take();
    }

    /// What is done with an item that was got is done. Throws std::logic_error if that has been
    /// said of all of them.
    void task_done() {
        if (unfinished_ == items_.size())
            throw std::logic_error{"task_done() was called more often than get()"};
        if (--unfinished_ == 0) detail::wake_all(joining_);
    }

    /// Waits until all that was put has been got, and done.
    Task<> join() {
        while (unfinished_ > 0)
            co_await detail::WaitInQueue{joining_, false};
    }

private:
    /// Requires: there is an item. It stays there if its move throws.
    T take() {
        try {
            T item = std::move(items_.front());
            items_.pop_front();
            detail::wake_first(putting_);
            return item;
        } catch (...) {
            pass_on_item();
            throw;
        }
    }

    void pass_on_item() {
        if (!items_.empty()) detail::wake_first(getting_);
    }
    void pass_on_room() {
        if (!full()) detail::wake_first(putting_);
    }

    std::size_t room_;
    std::deque<T> items_;
    std::size_t unfinished_ = 0;  // put, and not yet done: at least as many as there are items
    IntrusiveList<PromiseBase> getting_;
    IntrusiveList<PromiseBase> putting_;
    IntrusiveList<PromiseBase> joining_;

    using Getting = detail::InLineForOne<Queue, &Queue::getting_, &Queue::pass_on_item>;
    using Putting = detail::InLineForOne<Queue, &Queue::putting_, &Queue::pass_on_room>;
};

}  // namespace triptych::coroutines
