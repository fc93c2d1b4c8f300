/// A cancellation that came too late, because there is already a result, is thrown at the next
/// suspension point.
#pragma once

#include <coroutine>
#include <exception>

#include "coroutines/primitives/chain.hpp"

namespace triptych::coroutines::detail {

/// Returns whether `error` is Cancelled; false for null.
inline bool is_cancellation(const std::exception_ptr& error) noexcept {
    if (!error) return false;
    try {
        std::rethrow_exception(error);
    } catch (const Cancelled&) {
        return true;
    } catch (...) {
        return false;
    }
}

/// Awaiting this does not suspend; it requests a cancellation, so that Cancelled is thrown at the
/// next suspension point, as in a waiter that was cancelled after it was woken. So the caller gets
/// the result that is there, and the cancellation is not lost.
struct CancelLater {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    bool await_suspend(std::coroutine_handle<Promise> self) const noexcept {
        self.promise().chain().cancel();
        return false;
    }
    void await_resume() const noexcept {}
};

/// Throws Cancelled now if a cancellation is pending; does not suspend.
struct ThrowIfCancelled {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    bool await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend();
        self.promise().undo_suspend();
        return false;
    }
    void await_resume() const noexcept {}
};

}  // namespace triptych::coroutines::detail
