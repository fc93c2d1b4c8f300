/// A coroutine's place in a chain of calls: how it is suspended, woken, cancelled and dropped.
#pragma once

#include <chrono>
#include <coroutine>

#include "coroutines/primitives/cancellation.hpp"
#include "coroutines/primitives/intrusive_list.hpp"
#include "coroutines/primitives/packed_wait_state.hpp"
#include "coroutines/primitives/parent.hpp"
#include "coroutines/primitives/wait_state.hpp"

namespace triptych::coroutines {

using Clock = std::chrono::steady_clock;

/// The base of all promises: a coroutine's node in a list of waiting or ready coroutines.
///
/// A task and the tasks that it calls, each awaiting the next, are a *chain*. Only the last one of
/// the chain runs or waits, and a cancellation applies to the whole chain. The first one has a
/// pointer to the last:
///
///     task ──calls──> fetch() ──calls──> read()       task: calling, points to read()
///      first                              last        fetch(): active;  read(): waiting
///
/// The states are in wait_state.hpp, the rules in cancellation.hpp, the bits in
/// packed_wait_state.hpp.
///
/// The owner of that list (a mutex, the timers) calls wake() when the coroutine may go on. An
/// awaiter calls suspend() in its await_suspend(), and resume() in its await_resume() (through
/// EventLoop::resumed()).
struct PromiseBase : ListNode {
    /// The coroutine begins; it will notify the parent when it ends.
    void begin_under(Parent& notified) noexcept {
        parent_ = &notified;
        set(State::active, notified.chain);
    }

    /// Waiting for the first turn, and having it.
    void await_first_turn() noexcept { set(State::beginning); }
    void take_first_turn() noexcept {
        if (state() == State::beginning) set(State::active);
    }

    /// Null until it begins.
    Parent* parent() const noexcept { return parent_; }

    /// The first coroutine of the chain. Requires: this one has begun.
    PromiseBase& chain() noexcept { return is_call() ? *parent_->chain : *this; }

    /// The coroutine. from_promise() is specified for the whole promise; but g++ and clang compute
    /// the frame's address from the promise's address and alignment only. This base has the same
    /// address, because it is the first base; and the same alignment, because Promise asserts that
    /// no member needs more. So the result is right. (A stored handle would need no such argument,
    /// but would take 8 bytes in each of a million coroutines. A test compares both handles for
    /// each kind of promise.)
    std::coroutine_handle<> coroutine() noexcept {
        return std::coroutine_handle<PromiseBase>::from_promise(*this);
    }

    /// Marks the coroutine as waiting. Throws Cancelled if a cancellation is pending.
    [[gnu::always_inline]] void suspend() {
        if (is_just(State::active))
            set(State::waiting);
        else
            suspend_chain(State::waiting, parent_->chain);
    }

    /// The same, until `due`. Exact to the nanosecond; later than 36 years after the clock's start,
    /// it is those 36 years.
    [[gnu::always_inline]] void suspend_until(Clock::time_point due) {
        if (!is_just(State::active)) suspend_chain(State::asleep, nullptr);
        wait_.set_asleep(due);
    }

    /// Puts it into the ready queue: it waits only for its next turn. Throws as suspend() does.
    [[gnu::always_inline]] void suspend_ready();

    /// As suspend(), but a cancellation is delivered only after it was woken: for work that uses
    /// the coroutine's memory and cannot be interrupted.
    void suspend_shielded() noexcept;

    /// Undoes suspend(), after waiting turned out to be impossible (the kernel returned an error).
    void undo_suspend() noexcept {
        unlink();
        activate();
    }

    /// Moves it to the ready queue: it resumes after all that are ready now.
    void wake() noexcept;

    /// Wakes it to resume as soon as the present coroutine suspends, before all that are ready.
    void wake_next() noexcept;

    /// It resumes. Throws Cancelled if it was cancelled while it waited.
    [[gnu::always_inline]] void resume() {
        if (!is_just(State::active)) resume_chain();
    }

    /// Requests cancellation: Cancelled is thrown where the chain waits. If the chain was already
    /// woken, waits shielded, or runs, then at its next suspension point. Several calls before that
    /// count as one. Requires: this is the first of its chain, has begun and has not ended.
    void cancel() noexcept {
        trace_cancelled();
        if (state() == State::active || state() == State::beginning)
            set(State::cancel_pending);
        else if (state() != State::cancel_pending)
            last().cancel_wait();
    }

    /// Prepares it for its destruction: removes it from its list, and destroys the coroutines that
    /// it has called, the last one first. (Destructors alone would do the same, but nested on the
    /// stack.)
    void drop() noexcept;

    /// Returns whether it has had its first turn, or did not need to wait for one.
    bool has_begun() const noexcept { return state() != State::beginning; }

    /// Returns whether it was woken, so that it has what it waited for. Requires: it is suspended.
    bool is_woken() const noexcept {
        return state() == State::active || state() == State::cancel_pending;
    }

    /// Returns until when it sleeps. Requires: it is asleep.
    Clock::time_point due() const noexcept { return wait_.due(); }

private:
    using State = detail::WaitState;

    State state() const noexcept { return wait_.state(); }
    void set(State state, const void* where = nullptr) noexcept { wait_.set(state, where); }

    bool is_call() const noexcept { return parent_->chain != nullptr; }

    /// Returns whether it is in this state and is not a call. (Its parent has the second fact, too,
    /// but may be far away in memory.)
    bool is_just(State state) const noexcept { return wait_.is_just(state); }

    /// The last coroutine of the chain. Requires: this is the first.
    PromiseBase& last() noexcept {
        if (state() != State::calling) return *this;
        return *static_cast<PromiseBase*>(wait_.pointer());
    }

    void suspend_chain(State state, const void* where);
    void suspend_chain_ready();
    void resume_chain();
    State activate() noexcept;
    void trace_cancelled() noexcept;

    /// Requires: this is the last of its chain.
    void cancel_wait() noexcept {
        if (state() >= State::waiting) {
            wake();
            wait_.change(State::cancelled);
        } else if (state() == State::active) {
            wait_.change(State::cancel_pending);
        }
    }

    detail::PackedWaitState wait_;
    Parent* parent_ = nullptr;  // null until it begins
};

}  // namespace triptych::coroutines
