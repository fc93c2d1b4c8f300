/// Where a task waits, and how it can be called away from there.
#pragma once

#include <algorithm>
#include <chrono>
#include <coroutine>
#include <cstdint>
#include <exception>

#include "coroutines/links.hpp"

namespace triptych::coroutines {

using Clock = std::chrono::steady_clock;

/// What a cancelled task finds thrown at the place where it waits. It is no std::exception, so
/// that a handler for errors does not swallow it: as asyncio's CancelledError is no Exception.
struct Cancelled {};

struct PromiseBase;

/// Who is told when a task ends.
struct Parent {
    Parent() = default;
    Parent(const Parent&) = delete;
    Parent& operator=(const Parent&) = delete;

    /// The body of `child` has left an exception. Called before ended().
    virtual void failed(PromiseBase& child, std::exception_ptr error) noexcept = 0;
    /// `child` has come to its end, and may be destroyed.
    virtual void ended(PromiseBase& child) noexcept = 0;
    /// Of a call: destroys the one that was called, if whoever calls owns it; returns the caller.
    virtual PromiseBase* drop_call() noexcept { return nullptr; }

    PromiseBase* chain =
        nullptr;  // that of the caller, if this is a call; null: it begins a new one

protected:
    ~Parent() = default;
};

/// What all promises begin with: a coroutine's place in a line of those that wait.
///
/// A task and the tasks that it calls, one awaiting the other, are a *chain*: only the last one of
/// them runs or waits, and it is cancelled as a whole. The first one knows the last.
///
/// Whoever keeps it in a line calls wake() when what it waits for has come. An awaiter calls
/// suspend() in await_suspend(), and resume() in await_resume(), through EventLoop::resumed().
struct PromiseBase : Links {
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

    /// The coroutine. (The base and the whole promise begin at the same address, and have the
    /// same alignment, which Promise asserts; so this is what from_promise(*whole) would be.)
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
        const auto since_start = std::chrono::nanoseconds{due.time_since_epoch()}.count();
        where_and_state_ = static_cast<std::uintptr_t>(
                               std::clamp<std::int64_t>(since_start, 0, std::int64_t{1} << 60U))
                               << state_bits |
                           static_cast<std::uintptr_t>(State::asleep);
    }

    /// It waits for nothing but its next turn. Throws Cancelled as suspend() does.
    [[gnu::always_inline]] void suspend_ready();

    /// As suspend(), but it cannot be called away: for who must see the end of something.
    void suspend_shielded() noexcept;

    /// What it was to wait for cannot be waited for: as if suspend() had not been called.
    void give_up() noexcept {
        unlink();
        leave();
    }

    /// Makes it ready: it goes on once those have had their turn that are ready now.
    void wake() noexcept;

    /// It goes on. Throws Cancelled if that is why.
    [[gnu::always_inline]] void resume() {
        if (!is_just(State::active)) resume_chain();
    }

    /// It goes on after suspend_shielded(). Throws Cancelled if it has been cancelled meanwhile.
    void resume_shielded() {
        if (leave() == State::cancelled_on_the_way) throw Cancelled{};
    }

    /// Throws Cancelled where the chain waits. If it has been woken already, or waits where it
    /// cannot be called away, or runs, then where it waits next. Of several calls before that
    /// only one counts. Requires: it is the first of its chain, and has begun and not ended.
    void cancel() noexcept {
        if (state() == State::active || state() == State::beginning)
            set(State::cancelled_on_the_way);
        else if (state() != State::cancelled_on_the_way)
            last().call_away();
    }

    /// It is going to be destroyed: takes it out of any line, and destroys those that it has
    /// called, the last one first. (Each would destroy the next by itself; but on the stack, one
    /// in the other.)
    void drop() noexcept;

    /// Whether it has had its first turn, or did not have to wait for it.
    bool has_begun() const noexcept { return state() != State::beginning; }

    /// Whether it has got what it waited for. Requires: it is suspended.
    bool is_woken() const noexcept {
        return state() == State::active || state() == State::cancelled_on_the_way;
    }

    /// Until when it sleeps. Requires: it does.
    Clock::time_point due() const noexcept {
        return Clock::time_point{std::chrono::nanoseconds{where_and_state_ >> state_bits}};
    }

private:
    enum class State : std::uintptr_t {
        active,                // runs, or goes on when it is woken, or has been: cannot be called
                               // away. Or it has ended; or is not the first, and calls another
        cancelled_on_the_way,  // the same, and will be told where it waits next
        beginning,             // waits for its first turn
        calling,               // the first: another one of the chain waits
        waiting,               // can be called away
        asleep,                // the same, and until a moment
        cancelled,             // has been, and goes on to find Cancelled
    };
    static constexpr unsigned state_bits = 3;
    static constexpr std::uintptr_t state_mask = (1U << state_bits) - 1;

    State state() const noexcept { return State{where_and_state_ & state_mask}; }
    void* where() const noexcept {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): it was one before
        return reinterpret_cast<void*>(where_and_state_ & ~state_mask);
    }
    void set(State state, const void* where = nullptr) noexcept {
        where_and_state_ =
            reinterpret_cast<std::uintptr_t>(where) | static_cast<std::uintptr_t>(state);
    }
    void change(State state) noexcept {
        where_and_state_ = (where_and_state_ & ~state_mask) | static_cast<std::uintptr_t>(state);
    }
    bool is_call() const noexcept { return parent_->chain != nullptr; }

    /// It is in this state, and nobody calls it. (The parent, who knows that as well, may be far
    /// away in memory.)
    bool is_just(State state) const noexcept {
        return where_and_state_ == static_cast<std::uintptr_t>(state);
    }

    /// The one of the chain that waits. Requires: this is the first.
    PromiseBase& last() noexcept {
        if (state() != State::calling) return *this;
        return *static_cast<PromiseBase*>(where());
    }

    void suspend_chain(State state, const void* where);
    void suspend_chain_ready();
    void resume_chain();
    State leave() noexcept;

    void call_away() noexcept {
        if (state() == State::waiting || state() == State::asleep) {
            wake();
            change(State::cancelled);
        } else if (state() == State::active) {
            change(State::cancelled_on_the_way);
        }
    }

    // Two things in one word, for there may be a million of these: the three lowest bits of what
    // it points to are 0. Where: calling, the last of the chain; asleep, no pointer but when it is
    // due; else the first of the chain, if that is another one.
    std::uintptr_t where_and_state_ = 0;
    Parent* parent_ = nullptr;  // null until it begins
};

}  // namespace triptych::coroutines
