/// Who is to be woken when.
#pragma once

#include <chrono>
#include <coroutine>
#include <deque>
#include <queue>
#include <vector>

namespace triptych::coroutines {

using Clock = std::chrono::steady_clock;

/// Sleeping coroutines, by the time when they are due; those due at the same time in any order.
///
/// A program's timers mostly have the same delay, so that each is due after the one before: these
/// queue up, at no cost. Only the others need the heap.
class Timers {
public:
    bool empty() const noexcept { return in_order_.empty() && heap_.empty(); }

    void push(Clock::time_point due, std::coroutine_handle<> coroutine) {
        if (in_order_.empty() || in_order_.back().due <= due)
            in_order_.push_back({due, coroutine});
        else
            heap_.push({due, coroutine});
    }

    /// When the first is due. Requires: not empty.
    Clock::time_point next_due() const noexcept {
        return queue_is_first() ? in_order_.front().due : heap_.top().due;
    }

    /// Removes the one that is due first, and returns it. Requires: not empty.
    std::coroutine_handle<> pop() {
        if (queue_is_first()) {
            const auto coroutine = in_order_.front().coroutine;
            in_order_.pop_front();
            return coroutine;
        }
        const auto coroutine = heap_.top().coroutine;
        heap_.pop();
        return coroutine;
    }

private:
    struct Sleeper {
        Clock::time_point due;
        std::coroutine_handle<> coroutine;

        bool operator>(const Sleeper& other) const noexcept { return due > other.due; }
    };

    bool queue_is_first() const noexcept {
        if (in_order_.empty()) return false;
        return heap_.empty() || in_order_.front().due <= heap_.top().due;
    }

    std::deque<Sleeper> in_order_;  // sorted, because it grew so
    std::priority_queue<Sleeper, std::vector<Sleeper>, std::greater<>> heap_;
};

}  // namespace triptych::coroutines
