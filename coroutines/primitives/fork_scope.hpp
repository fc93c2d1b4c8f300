/// ForkScope: how a ForkedTask forks tasks that run at the same time in other threads, and joins
/// them.
///
/// Concepts: fork-join, work stealing, structured concurrency
#pragma once

#include <atomic>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <limits>
#include <thread>
#include <utility>

#include "coroutines/primitives/cancellation.hpp"
#include "coroutines/primitives/forked_task.hpp"
#include "coroutines/primitives/stealing_scheduler.hpp"

namespace triptych::coroutines {

/// The children of one coroutine, between fork and join.
///
///     std::int64_t left = 0;                      // what the children write to, first
///     ForkScope scope;
///     co_await scope.fork(left, count(one));      // this thread runs the child at once ...
///     const auto right = co_await count(another); // ... and a thief may go on here meanwhile
///     co_await scope.join();                      // all children have ended
///
/// fork() puts the *continuation* of the parent into the worker's deque, and runs the child, as a
/// call would (as Cilk does: Frigo, Leiserson and Randall, PLDI 1998). When the child ends, the
/// worker takes the continuation back, if it is still there. So without thieves all runs in the
/// order of a sequential program, and a deque is never longer than the recursion is deep.
///
/// Only if a thief has taken the continuation is there something to wait for. Children that still
/// run are counted as in libfork (Williams and Elliott, 2024): `unended_` begins at a large number,
/// so that no child can bring it to zero before the parent has come to join(). There the parent
/// subtracts what was too much. The one that reaches zero, the parent or the last child, goes on
/// with the parent. So nobody waits in a thread, and no lock is taken.
///
/// Requires: it is a local variable of the coroutine that uses it, declared after what its children
/// refer to.
class ForkScope {
public:
    ForkScope() = default;
    ForkScope(const ForkScope&) = delete;
    ForkScope& operator=(const ForkScope&) = delete;

    /// After join() there is nothing to do. If an exception came before it, blocks this thread
    /// until all children have ended, because they write to the parent's variables. (They run in
    /// other threads, and need nothing from this worker's deque.)
    ~ForkScope() {
        while (!all_have_ended())
            std::this_thread::yield();
    }

    /// Begins `child`, which will write its result to `result`. What it throws is thrown by join();
    /// after that has happened, no further child is begun. Throws Cancelled if the scheduler is
    /// stopped. Requires: `result` is there until join(); the outcome of fork() is awaited at once.
    /// (It refers to `child`, a temporary object: to move it would make a task a sixth slower.)
    // NOLINTBEGIN(cppcoreguidelines-rvalue-reference-param-not-moved): await_suspend() moves it
    template <typename T>
    [[nodiscard]] auto fork(T& result, ForkedTask<T>&& child) noexcept {
        return Fork<T>{*this, result, child};
    }
    /// The same for a child without a result.
    [[nodiscard]] auto fork(ForkedTask<>&& child) noexcept {
        return Fork<void>{*this, none_, child};
    }
    // NOLINTEND(cppcoreguidelines-rvalue-reference-param-not-moved)

    /// Returns when all children have ended. Throws what the first of them to fail has thrown.
    auto join() noexcept { return Join{*this}; }

    /// For the scheduler: the thief goes on with the parent, while a child still runs.
    void go_on_after_theft(detail::StealingWorker& thief) noexcept {
        ++thefts_;
        parent_->resume_on(thief);
    }

    /// For ForkedTask: a child ends on `worker`. Returns false if the parent was stolen.
    bool takes_parent_back(detail::StealingWorker& worker) noexcept {
        // If there is something, it is our parent's continuation: it is the newest; and if a thief
        // had taken it, he would have taken the older ones before.
        if (worker.deque.pop() == nullptr) return false;
        parent_->resume_on(worker);
        return true;
    }
    /// ... and has ended there, after the parent was stolen.
    void stolen_parents_child_ended(detail::StealingWorker& worker) noexcept {
        // acq_rel: release publishes the child's result; acquire shows the last one all results.
        if (unended_.fetch_sub(1, std::memory_order_acq_rel) == 1) parent_->resume_on(worker);
    }
    void child_failed(std::exception_ptr error) noexcept {
        if (!has_failed_.exchange(true, std::memory_order_relaxed)) error_ = std::move(error);
    }

private:
    static constexpr std::uint32_t many = std::numeric_limits<std::uint32_t>::max();

    bool all_have_ended() const noexcept {
        return thefts_ == 0 || many - unended_.load(std::memory_order_acquire) == thefts_;
    }

    template <typename T>
    struct Fork {
        using Result = typename ForkedTask<T>::Result;
        Fork(ForkScope& in, Result& to, ForkedTask<T>& forked) noexcept
            : scope{in}, result{to}, child{forked} {}

        bool await_ready() const noexcept {
            return scope.has_failed_.load(std::memory_order_relaxed);
        }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> parent) {
            child.require_unused();
            detail::StealingWorker& worker = *parent.promise().worker;
            if (worker.scheduler.is_stopped()) [[unlikely]]
                throw Cancelled{};
            // Whatever is needed after push() is on this stack: as soon as the continuation is in
            // the deque, a thief may go on with the parent, and *this is gone.
            ForkedTask<T> begun{std::move(child)};
            Result& to = result;
            ForkScope& in = scope;
            in.parent_ = &parent.promise();
            worker.scheduler.push(worker, in);
            detail::ForkedPromise& promise = begun.begin(to);
            promise.scope = &in;
            promise.resume_on(worker);
        }
        void await_resume() const noexcept {}

        ForkScope& scope;
        Result& result;
        ForkedTask<T>& child;  // there until the co_await ends
    };

    struct Join {
        explicit Join(ForkScope& of) noexcept : scope{of} {}
        bool await_ready() const noexcept { return scope.all_have_ended(); }
        bool await_suspend(std::coroutine_handle<> /*parent*/) const noexcept {
            const std::uint32_t too_much = many - scope.thefts_;
            // acq_rel: as when a child ends. If children still run, the last of them goes on with
            // the parent, perhaps before this function returns; so it uses nothing any more.
            return scope.unended_.fetch_sub(too_much, std::memory_order_acq_rel) != too_much;
        }
        void await_resume() const {
            scope.thefts_ = 0;
            scope.unended_.store(many, std::memory_order_relaxed);
            if (scope.has_failed_.load(std::memory_order_relaxed))
                std::rethrow_exception(scope.error_);
        }
        ForkScope& scope;
    };

    detail::ForkedPromise* parent_ = nullptr;  // null until the first fork
    std::uint32_t thefts_ = 0;  // of the parent since the last join; the parent's alone
    std::atomic<std::uint32_t> unended_{many};  // see above
    std::atomic<bool> has_failed_{false};
    std::exception_ptr error_;  // written by the first child that fails, read after the join
    [[no_unique_address]] detail::NoResult none_;
};

namespace detail {

inline void ForkedPromise::unhandled_exception() const noexcept {
    if (scope != nullptr)
        scope->child_failed(std::current_exception());
    else
        *error = std::current_exception();
}

inline bool ForkedPromise::goes_on_here() const noexcept {
    if (scope != nullptr) return scope->takes_parent_back(*worker);
    if (caller == nullptr) return false;
    caller->resume_on(*worker);
    return true;
}

inline void ForkedPromise::go_on_elsewhere() const noexcept {
    if (scope != nullptr)
        scope->stolen_parents_child_ended(*worker);
    else
        worker->scheduler.root_ended();
}

}  // namespace detail
}  // namespace triptych::coroutines
