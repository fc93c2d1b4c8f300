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

/// What all promises begin with: a coroutine's place in a list of those that wait.
///
/// A task and the tasks that it calls, one awaiting the other, are a *chain*: only the last one of
/// them runs or waits, and it is cancelled as a whole. The first one knows the last:
///
///     task ──calls──> fetch() ──calls──> read()       task: calling, and knows read()
///      first                              last        fetch(): active;  read(): waiting
///
/// The states are in wait_state.hpp, the rules in cancellation.hpp, the bits in
/// packed_wait_state.hpp.
///
/// Whoever keeps it in a list calls wake() when what it waits for has come. An awaiter calls
/// suspend() in await_suspend(), and resume() in await_resume(), through EventLoop::resumed().
struct PromiseBase : ListNode {
    /// It will be told when this ends.
    void begin_under(Parent& told) noexcept {
        parent_ = &told;
        set(State::active, told.chain);
    }

    /// It has to wait for its first turn, and then has it.
    void await_first_turn() noexcept { set(State::beginning); }
    void take_first_turn() noexcept {
        if (state() == State::beginning) set(State::active);
    }

    /// Null until it begins.
    Parent* parent() const noexcept { return parent_; }

    /// The first of its chain. Requires: it has begun.
    PromiseBase& chain() noexcept { return is_call() ? *parent_->chain : *this; }

    /// The coroutine. from_promise() is meant for the whole promise, and computes the frame's
    /// address from the promise's address and alignment, nothing else (in g++ and clang). The base
    /// begins where the promise does, for it is its first base; and it has the same alignment,
    /// unless a member wants more, which Promise asserts against. So the frame is the same. (A
    /// stored handle would need no such argument, but 8 bytes in each of a million coroutines. A
    /// test compares both handles for each kind of promise.)
    std::coroutine_handle<> coroutine() noexcept {
        return std::coroutine_handle<PromiseBase>::from_promise(*this);
    }

    /// It waits. Throws Cancelled if it has been cancelled on the way here.
    [[gnu::always_inline]] void suspend() {
        if (is_just(State::active))
            set(State::waiting);
        else
            suspend_chain(State::waiting, parent_->chain);
    }

    /// The same, until `due`; which is kept to the nanosecond, for the next 36 years.
    [[gnu::always_inline]] void suspend_until(Clock::time_point due) {
        if (!is_just(State::active)) suspend_chain(State::asleep, nullptr);
        wait_.set_asleep(due);
    }

    /// The same, for tasks that it owns.
    void suspend_joining(detail::Children& children) { suspend_chain(State::joining, &children); }

    /// If the last of this chain waits for tasks that it owns, appends that one to `joining`.
    /// Requires: it is the first of its chain.
    void collect_joining(IntrusiveList<PromiseBase>& joining) noexcept;

    /// It waits for nothing but its next turn. Throws Cancelled as suspend() does.
    [[gnu::always_inline]] void suspend_ready();

    /// As suspend(), but a cancellation waits until it is woken: for who must see the end of
    /// something.
    void suspend_shielded() noexcept;

    /// What it was to wait for cannot be waited for: as if suspend() had not been called.
    void give_up() noexcept {
        unlink();
        leave();
    }

    /// Makes it ready: it goes on once those have had their turn that are ready now.
    void wake() noexcept;

    /// It goes on as soon as the one that runs now suspends, before all that are ready.
    void go_on() noexcept;

    /// It goes on. Throws Cancelled if that is why.
    [[gnu::always_inline]] void resume() {
        if (!is_just(State::active)) resume_chain();
    }

    /// It goes on after suspend_shielded(). Throws Cancelled if it has been cancelled meanwhile.
    void resume_shielded() {
        if (leave() == State::cancelled_on_the_way) throw Cancelled{};
    }

    /// Throws Cancelled where the chain waits. If it has been woken already, or waits
    /// shielded, or runs, then where it waits next. Of several calls before that
    /// only one counts. Requires: it is the first of its chain, and has begun and not ended.
    void cancel() noexcept {
        if (state() == State::active || state() == State::beginning)
            set(State::cancelled_on_the_way);
        else if (state() != State::cancelled_on_the_way)
            last().cancel_wait();
    }

    /// It is going to be destroyed: takes it out of any list, and destroys those that it has
    /// called, the last one first; before these, the tasks of a gather() that they wait for, and
    /// theirs. (Each would destroy the next by itself; but on the stack, one in the other.)
    void drop() noexcept;

    /// Whether it has had its first turn, or did not have to wait for it.
    bool has_begun() const noexcept { return state() != State::beginning; }

    /// Whether it has got what it waited for. Requires: it is suspended.
    bool is_woken() const noexcept {
        return state() == State::active || state() == State::cancelled_on_the_way;
    }

    /// Until when it sleeps. Requires: it does.
    Clock::time_point due() const noexcept { return wait_.due(); }

private:
    using State = detail::WaitState;

    State state() const noexcept { return wait_.state(); }
    void set(State state, const void* where = nullptr) noexcept { wait_.set(state, where); }

    bool is_call() const noexcept { return parent_->chain != nullptr; }

    /// It is in this state, and nobody calls it. (The parent, who knows that as well, may be far
    /// away in memory.)
    bool is_just(State state) const noexcept { return wait_.is_just(state); }

    /// The one of the chain that waits. Requires: this is the first.
    PromiseBase& last() noexcept {
        if (state() != State::calling) return *this;
        return *static_cast<PromiseBase*>(wait_.pointer());
    }

    void suspend_chain(State state, const void* where);
    void suspend_chain_ready();
    void resume_chain();
    State leave() noexcept;
    void drop_children() noexcept;

    /// Requires: it is the last of its chain.
    void cancel_wait() noexcept {
        if (state() >= State::waiting) {
            wake();
            wait_.change(State::cancelled);
        } else if (state() == State::active) {
            wait_.change(State::cancelled_on_the_way);
        }
    }

    detail::PackedWaitState wait_;
    Parent* parent_ = nullptr;  // null until it begins
};

}  // namespace triptych::coroutines
