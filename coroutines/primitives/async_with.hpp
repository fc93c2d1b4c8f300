/// async_with(): enters a context, and leaves it in any case, with awaits on both sides: the
/// counterpart of Python's `async with`.
#pragma once

#include <concepts>
#include <exception>

#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// Python's asynchronous context manager. exit() receives what the body threw; null if nothing.
template <typename T>
concept AsyncContext = requires(T context, std::exception_ptr error) {
    { context.enter() } -> std::same_as<Task<>>;
    { context.exit(error) } -> std::same_as<Task<>>;
};

/// Enters `context`, runs `body()`, and leaves `context` in any case: after enter() has succeeded,
/// exit() is awaited to its end, even if the body throws or is cancelled. Then throws what the body
/// threw, unless exit() throws something else. (A cancellation that is requested while exit() waits
/// is thrown there, as anywhere else.)
///
/// This frame keeps the body until it has ended. Requires: `context` lives until then. (Give a
/// lambda in a co_await expression a name: g++ 12 destroys a temporary twice.)
template <AsyncContext Context, typename Body>
Task<> async_with(Context& context, Body body) {
    co_await context.enter();
    std::exception_ptr error;
    try {
        co_await body();
    } catch (...) {
        error = std::current_exception();
    }
    co_await context.exit(error);
    if (error) std::rethrow_exception(error);
}

}  // namespace triptych::coroutines
