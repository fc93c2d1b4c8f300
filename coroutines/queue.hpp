/// A queue between coroutines: the twin of asyncio.Queue.
#pragma once

#include <cstddef>
#include <deque>
#include <limits>
#include <stdexcept>
#include <utility>

#include "coroutines/in_line.hpp"
#include "coroutines/task.hpp"

namespace triptych::coroutines {

/// First in, first out. Who gets from an empty one waits; so does who puts into a full one. Each
/// item that was got is to be reported as done, and join() waits for that.
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

    /// If it is cancelled, the item has not been put.
    Task<> put(T item) {
        while (full())
            co_await detail::InLine{putting_, false};
        items_.push_back(std::move(item));
        ++unfinished_;
        detail::wake_first(getting_);
    }

    /// If it is cancelled, nothing has been taken.
    Task<T> get() {
        while (items_.empty())
            co_await detail::InLine{getting_, false};
        T item = std::move(items_.front());
        items_.pop_front();
        detail::wake_first(putting_);
        if (!items_.empty()) detail::wake_first(getting_);
        co_return item;
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
            co_await detail::InLine{joining_, false};
    }

private:
    std::size_t room_;
    std::deque<T> items_;
    std::size_t unfinished_ = 0;  // put, and not yet done: at least as many as there are items
    Line<PromiseBase> getting_;
    Line<PromiseBase> putting_;
    Line<PromiseBase> joining_;
};

}  // namespace triptych::coroutines
