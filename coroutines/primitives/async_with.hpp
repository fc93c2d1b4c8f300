/// What must be left as it was entered, with awaits on both sides: the twin of `async with`.
#pragma once

#include <concepts>
#include <exception>

#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// Python's asynchronous context manager. exit() is told what the body threw; null if nothing.
template <typename T>
concept AsyncContext = requires(T context, std::exception_ptr error) {
    { context.enter() } -> std::same_as<Task<>>;
    { context.exit(error) } -> std::same_as<Task<>>;
};

/// Enters `context`, runs `body()`, and leaves `context` whatever happens: once enter() has
/// succeeded, exit() is awaited to its end, though the body throws or is cancelled. What the body
/// throws comes out, unless exit() throws something else. (A cancellation that comes while exit()
/// waits is found there, as anywhere.)
///
/// This keeps the body until it has ended. Requires: `context` lives until then. (A lambda in a
/// co_await expression needs a name: g++ 12 destroys a temporary twice.)
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
