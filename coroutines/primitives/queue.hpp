/// A queue between coroutines: the counterpart of asyncio.Queue.
///
/// Concepts: back-pressure
#pragma once

#include <cstddef>
#include <deque>
#include <limits>
#include <stdexcept>
#include <utility>

#include "coroutines/primitives/task.hpp"
#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

/// First in, first out. get() waits while the queue is empty, and put() waits while it is full
/// (back-pressure). The consumer calls task_done() for each item that it has processed, and join()
/// waits for that.
///
/// Invariants (without them there would be lost wake-ups: an item is there, and its consumer
/// sleeps):
///   1. While a getter waits, at least as many getters have been woken, and not yet resumed, as
///      there are items. So each put() wakes one getter; and a woken getter that is dropped, or
///      whose item throws when it is moved, wakes another one in its place.
///   2. The same holds for waiting putters and free places: each get() wakes one putter.
/// An item is not reserved for the getter that was woken. Another task that calls get() in between
/// takes it at once; the woken getter then finds the queue empty, and waits again, behind the other
/// waiters. So get() checks in a loop.
///
/// Thread safety: one loop, one thread. Requires: no task waits when the queue is destroyed.
template <typename T>
class Queue {
public:
    static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

    /// Holds at most `room` items. Throws std::invalid_argument if that is 0.
    explicit Queue(std::size_t room = unbounded) : room_{room} {
        if (room == 0) throw std::invalid_argument{"a queue needs room for at least one item"};
    }

    std::size_t size() const noexcept { return items_.size(); }
    bool empty() const noexcept { return items_.empty(); }
    bool full() const noexcept { return items_.size() >= room_; }

    /// Adds an item; waits while the queue is full. If it throws Cancelled, or is dropped, the item
    /// has not been added.
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

    /// Removes and returns the oldest item; waits while there is none. If it throws Cancelled, or
    /// is dropped, no item has been removed.
    Task<T> get() {
        while (items_.empty())
            co_await Getting{*this};
        co_return take();
    }

    /// The consumer has processed one item that it got. Throws std::logic_error if this was called
    /// more often than get() has returned an item.
    void task_done() {
        if (unfinished_ == items_.size())
            throw std::logic_error{"task_done() was called more often than get()"};
        if (--unfinished_ == 0) detail::wake_all(joining_);
    }

    /// Waits until task_done() was called for each item that was put.
    Task<> join() {
        while (unfinished_ > 0)
            co_await detail::WaitInQueue{joining_, false, WaitsFor::queue};
    }

private:
    /// Requires: the queue is not empty. If the item's move throws, it stays in the queue.
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
    std::size_t unfinished_ = 0;  // items without their task_done(): those in the queue, and more
    IntrusiveList<PromiseBase> getting_;
    IntrusiveList<PromiseBase> putting_;
    IntrusiveList<PromiseBase> joining_;

    using Getting =
        detail::WaitToReceive<WaitsFor::queue, Queue, &Queue::getting_, &Queue::pass_on_item>;
    using Putting =
        detail::WaitToReceive<WaitsFor::queue, Queue, &Queue::putting_, &Queue::pass_on_room>;
};

}  // namespace triptych::coroutines
