/// An event that any number of tasks may wait for: the counterpart of asyncio.Event.
#pragma once

#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

/// Invariant: no task is in the queue while the event is set. A task that set() has woken returns
/// from wait() even if clear() is called before its turn: the event has happened.
///
/// Thread safety: one loop, one thread. Requires: no task waits when it is destroyed.
class Event {
public:
    bool is_set() const noexcept { return set_; }

    /// The event has happened: wakes all waiters. Until clear(), wait() returns at once.
    void set() noexcept {
        set_ = true;
        detail::wake_all(waiting_);
    }
    void clear() noexcept { set_ = false; }

    /// co_await event.wait(): waits until the event is set; returns at once if it is set at the
    /// moment of the co_await.
    [[nodiscard]] auto wait() noexcept { return Wait{*this}; }

private:
    class Wait {
    public:
        explicit Wait(Event& awaited) noexcept : event_{awaited} {}
        auto operator co_await() const noexcept {
            return detail::WaitInQueue{event_.waiting_, event_.set_, WaitsFor::event};
        }

    private:
        Event& event_;
    };

    bool set_ = false;
    IntrusiveList<PromiseBase> waiting_;  // empty while it is set
};

}  // namespace triptych::coroutines
