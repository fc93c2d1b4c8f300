/// The rules of cancellation, and what a cancelled task finds thrown.
#pragma once

namespace triptych::coroutines {

/// What a cancelled task finds thrown at the place where it waits. It is no std::exception, so that
/// a handler for errors does not swallow it: as asyncio's CancelledError is no Exception.
///
/// The rules:
///
/// 1. Cancelling is a request. It is delivered as this exception, in the task's own turn, by the
///    co_await at which it waits: so destructors run, and handlers may await what they need to tidy
///    up.
/// 2. A task and the tasks that it calls are one chain, and are cancelled as one: the exception
///    begins in the innermost call, and passes through the others.
/// 3. A task that cannot be interrupted where it is finds the exception where it waits next. That
/// is
///    so if it runs, if it has been woken already (it has got what it waited for, and would lose
///    it), or if it waits for the end of something that uses its memory (suspend_shielded()).
/// 4. Several requests before one is delivered count as one. A request after that counts anew.
/// 5. A task that has not begun never does; one that has ended is not affected.
/// 6. A task may catch it and go on; then its result is what it returns. Who awaits others on
///    behalf of the cancelled one cancels them, waits until they have ended, and passes it on.
struct Cancelled {};

}  // namespace triptych::coroutines
