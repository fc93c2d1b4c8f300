/// The states of a coroutine between its creation and its end.
#pragma once

#include <cstdint>

namespace triptych::coroutines::detail {

/// Each coroutine of a chain has one. The first of the chain stands for the whole of it: whoever
/// cancels looks there.
///
///     begin()                 suspend()                       wake()
///        │      ┌──> active ───────────────> waiting, asleep or joining > active, in the ready
///        queue v      │      │                           │
///     beginning ┘      │ cancel()                  │ cancel()
///        │ cancel()    v                           v
///        └───> cancelled_on_the_way            cancelled, in the ready queue
///                      │ suspend()                 │ resume()
///                      v                           v
///              throws Cancelled              throws Cancelled        (then: active)
///
///     first of the chain, while a call of it waits:   calling ──cancel()──> that call is cancelled
///
/// At the end of its body a coroutine is active, and stays so.
enum class WaitState : std::uintptr_t {
    active,  // runs, or has been woken, or waits shielded; or it calls another one and
             // is not the first; or it has ended
    cancelled_on_the_way,  // the same, and finds Cancelled where it waits next
    beginning,             // waits for its first turn
    calling,               // the first of the chain: another one of the chain waits
    cancelled,             // was cancelled while it waited, and goes on to find Cancelled
    waiting,               // in a list; can be cancelled there
    asleep,                // the same, and until a moment
    joining,               // can be cancelled; waits for Children, and is in no list
};

}  // namespace triptych::coroutines::detail
