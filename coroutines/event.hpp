/// Something that happens, and that any number may wait for: the twin of asyncio.Event.
#pragma once

#include "coroutines/in_line.hpp"

namespace triptych::coroutines {

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

    /// co_await event.wait(): until it is set.
    auto wait() noexcept { return detail::InLine{waiting_, set_}; }

private:
    bool set_ = false;
    Line<PromiseBase> waiting_;  // empty while it is set
};

}  // namespace triptych::coroutines
