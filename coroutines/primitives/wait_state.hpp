/// The states of a coroutine between its creation and its end.
#pragma once

#include <cstdint>

namespace triptych::coroutines::detail {

/// Each coroutine has one. The first coroutine of a chain stands for the whole chain: cancel()
/// looks there.
///
///     called:  active ──suspend()──> waiting or asleep ──wake()──> active, in the ready queue
///
///     created: beginning ──first turn──> active
///
///     active or beginning ──cancel()──> cancel_pending ──suspend()──> throws Cancelled; active
///
///     waiting or asleep ──cancel()──> cancelled ──resume()──> throws Cancelled; active
///
///     first of the chain, while a call of it waits: calling ──cancel()──> that call is cancelled
///
/// A coroutine that has ended stays active.
enum class WaitState : std::uintptr_t {
    active,          // runs; or was woken; or waits shielded; or has ended; or is in the middle of
                     // the chain, and calls another one
    cancel_pending,  // the same, and Cancelled will be thrown at its next suspension point
    beginning,       // waits for its first turn
    calling,         // is the first of its chain; a later one of the chain waits
    cancelled,       // was cancelled while it waited; Cancelled is thrown when it resumes
    waiting,         // waits in a list; can be cancelled
    asleep,          // the same, until a point in time
};

}  // namespace triptych::coroutines::detail
