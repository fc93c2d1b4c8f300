/// The exception that is thrown in a cancelled task, and the rules of cancellation.
///
/// Concepts: cancellation
#pragma once

namespace triptych::coroutines {

/// Thrown in a cancelled task, at its suspension point. It is not derived from std::exception, so
/// that a handler for errors does not swallow it; as asyncio's CancelledError is no Exception.
///
/// The rules:
///
/// 1. cancel() is a request. It is delivered as this exception, in the task's own turn, by the
///    co_await at which the task waits. So destructors run, and handlers may await what they need
///    to clean up.
/// 2. A task and the tasks that it calls are one chain, and are cancelled together: the exception
///    is thrown in the innermost call, and propagates through its callers.
/// 3. A task that cannot be interrupted where it is gets the exception at its next suspension
///    point. That is so while it runs; if it was already woken (it would lose what it waited for);
///    and if it waits for work that uses its memory (suspend_shielded()).
/// 4. Several requests before one is delivered count as one. A request after that counts again.
/// 5. A cancelled task that has not begun never begins. A task that has ended is not affected.
/// 6. A task may catch the exception and go on; then its result is what it returns. A task that
///    waits for others on behalf of its caller cancels them, waits until they have ended, and
///    throws Cancelled.
struct Cancelled {};

}  // namespace triptych::coroutines
