/// Something that happens, and that any number may wait for: the twin of asyncio.Event.
#pragma once

#include "coroutines/primitives/wait_in_queue.hpp"

namespace triptych::coroutines {

/// Invariant: nobody stands in line while it is set. Who was woken goes on, though clear() is
/// called before its turn: it has happened.
///
/// One loop, one thread. Requires: nobody waits when it is destroyed.
class Event {
public:
    bool is_set() const noexcept { return set_; }

    /// It has happened: all who wait go on, and nobody waits until clear().
    void set() noexcept {
        set_ = true;
        detail::wake_all(waiting_);
    }
    void clear() noexcept { set_ = false; }

    /// co_await event.wait(): until it is set. Not at all if it is, at the moment of the co_await.
    [[nodiscard]] auto wait() noexcept { return Wait{*this}; }

private:
    class Wait {
    public:
        explicit Wait(Event& awaited) noexcept : event_{awaited} {}
        auto operator co_await() const noexcept {
            return detail::WaitInQueue{event_.waiting_, event_.set_};
        }

    private:
        Event& event_;
    };

    bool set_ = false;
    IntrusiveList<PromiseBase> waiting_;  // empty while it is set
};

}  // namespace triptych::coroutines
