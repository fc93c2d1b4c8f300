/// What wrong use throws: out of line, so that the check costs its caller one branch.
#pragma once

namespace triptych::coroutines::detail {

/// Throws std::logic_error: a task is used that was awaited already, or moved from.
[[noreturn]] void throw_used_task();

/// Throws std::logic_error: this thread has no event loop.
[[noreturn]] void throw_no_loop();

}  // namespace triptych::coroutines::detail
