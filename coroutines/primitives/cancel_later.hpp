/// A cancellation that has come in vain, because there is a result already, is found later.
#pragma once

#include <coroutine>
#include <exception>

#include "coroutines/primitives/chain.hpp"

namespace triptych::coroutines::detail {

/// Whether it is Cancelled; null is not.
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

/// Whoever awaits this goes on at once, and finds Cancelled where it waits next: as a waiter does
/// that was cancelled after it was woken. So a result that is there wins over a cancellation, and
/// neither is lost.
struct CancelLater {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    bool await_suspend(std::coroutine_handle<Promise> self) const noexcept {
        self.promise().chain().cancel();
        return false;
    }
    void await_resume() const noexcept {}
};

/// Throws Cancelled if that was to be thrown at the next wait.
struct ThrowIfCancelled {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    bool await_suspend(std::coroutine_handle<Promise> self) const {
        self.promise().suspend();
        self.promise().give_up();
        return false;
    }
    void await_resume() const noexcept {}
};

}  // namespace triptych::coroutines::detail
