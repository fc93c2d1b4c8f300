/// A result that is not there yet: the counterpart of asyncio.Future.
#pragma once

#include <boost/intrusive_ptr.hpp>
#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "coroutines/primitives/enough_stack.hpp"
#include "coroutines/primitives/frame_pool.hpp"
#include "coroutines/primitives/wait_in_queue.hpp"
#include "coroutines/primitives/without_recursion.hpp"

namespace triptych::coroutines {

/// Thrown if a future has no result yet when result() is called, or already has one when
/// set_result() is.
struct InvalidState : std::logic_error {
    using std::logic_error::logic_error;
};

namespace detail {

struct Nothing {};

/// The state that all copies of a future share.
template <typename T>
struct FutureState {
    using Value = std::conditional_t<std::is_void_v<T>, Nothing, T>;

    FutureState() = default;
    FutureState(const FutureState&) = delete;
    FutureState& operator=(const FutureState&) = delete;
    virtual ~FutureState() = default;

    virtual void cancel() noexcept { settle_with(std::make_exception_ptr(Cancelled{}), true); }

    void settle_with(std::exception_ptr why, bool by_cancellation) noexcept {
        error = std::move(why);
        is_cancelled = by_cancellation;
        settle();
    }

    /// The result is there: wakes all waiters, and then calls the callbacks.
    void settle() noexcept {
        is_done = true;
        if (!waiting.empty() && EventLoop::exists()) EventLoop::current().trace_future_set();
        wake_all(waiting);
        if (callbacks.empty()) return;
        call_without_recursion(
            [owner = boost::intrusive_ptr{this}, called = std::exchange(callbacks, {})] {
                for (const auto& callback : called)
                    callback();
            });
    }

    Value& get() {
        if (!is_done) throw InvalidState{"the future has no result yet"};
        if (error) std::rethrow_exception(error);
        return *value;
    }

    // From the frame pool, because create_task() allocates one for each task.
    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* state, std::size_t size) { release_frame(state, size); }

    int owners = 0;  // not atomic: all owners are in one thread
    bool is_done = false;
    bool is_cancelled = false;
    bool is_of_task = false;             // of create_task(): the task's end is the result
    std::optional<Value> value;          // empty until it is done, and if it failed
    std::exception_ptr error;            // null unless it failed or was cancelled
    IntrusiveList<PromiseBase> waiting;  // empty after it is done
    std::vector<std::function<void()>> callbacks;
};

template <typename T>
void intrusive_ptr_add_ref(FutureState<T>* state) noexcept {
    ++state->owners;
}
template <typename T>
void intrusive_ptr_release(FutureState<T>* state) noexcept {
    if (--state->owners > 0) return;
    // Its value, or a callback, may own another future, and so on.
    call_with_enough_stack([](void* dead) { delete static_cast<FutureState<T>*>(dead); }, state);
}

}  // namespace detail

/// A handle to a result; copies share it. `co_await future` waits for the result and returns it, or
/// throws the error. Any number of tasks may wait, any number of times.
///
/// Thread safety: one loop, one thread. Requires: no task waits when the last copy is destroyed.
template <typename T = void>
class Future {
    using State = boost::intrusive_ptr<detail::FutureState<T>>;

public:
    Future() : state_{new detail::FutureState<T>} {}
    explicit Future(State state) : state_{std::move(state)} {}

    bool done() const noexcept { return state_->is_done; }
    bool cancelled() const noexcept { return state_->is_cancelled; }

    /// Returns the result, which lives as long as a copy of this future. Throws the error if the
    /// future failed, Cancelled if it was cancelled, InvalidState if it is not done.
    std::add_lvalue_reference_t<T> result() const {
        if constexpr (std::is_void_v<T>)
            state_->get();
        else
            return state_->get();
    }

    /// Sets the result. Throws InvalidState if the future is done; std::logic_error if it belongs
    /// to a created task, which sets the result at its end. (A Future<void> takes no argument.)
    template <typename... Argument>
    void set_result(Argument&&... result) const {
        require_pending();
        state_->value.emplace(std::forward<Argument>(result)...);
        state_->settle();
    }
    void set_exception(std::exception_ptr error) const {
        require_pending();
        state_->settle_with(std::move(error), false);
    }

    /// Cancels the future: Cancelled is thrown in all tasks that wait for it. If it belongs to a
    /// created task, requests the cancellation of that task instead; the task's end then is the
    /// result. Returns false if the future is already done.
    bool cancel() const noexcept {
        if (done()) return false;
        state_->cancel();
        return true;
    }

    /// Calls `callback(future)` as soon as the future is done; at once if it is done already. If
    /// this thread is just calling another such callback, then after that one has returned:
    /// callbacks never nest, however many futures are chained by them. Requires: `callback` does
    /// not throw.
    template <typename Callback>
    void add_done_callback(Callback callback) const {
        if (done())
            return detail::call_without_recursion(
                [done = *this, callback = std::move(callback)] { callback(done); });
        // Not an owning pointer: a state that owns itself would leak if it is never done.
        state_->callbacks.push_back(
            [state = state_.get(), callback = std::move(callback)] { callback(Future{state}); });
    }

    /// If the waiting task is cancelled, the future is not. (In asyncio it would be.)
    auto operator co_await() const noexcept { return Awaiter{state_}; }

    /// co_await future.end(): waits until the future is done, and does not throw its error.
    /// Requires: a copy of the future lives until then.
    auto end() const noexcept {
        return detail::WaitInQueue{state_->waiting, state_->is_done, WaitsFor::future};
    }

private:
    struct Awaiter : detail::WaitInQueue {
        explicit Awaiter(State awaited) noexcept
            : WaitInQueue{awaited->waiting, awaited->is_done, WaitsFor::future},
              state{std::move(awaited)} {}
        Awaiter(const Awaiter&) = delete;
        Awaiter& operator=(const Awaiter&) = delete;

        std::add_lvalue_reference_t<T> await_resume() const {
            WaitInQueue::await_resume();
            if constexpr (std::is_void_v<T>)
                state->get();
            else
                return state->get();
        }
        State state;
    };

    void require_pending() const {
        if (state_->is_of_task)
            throw std::logic_error{
                "this future belongs to a task, whose end is the result: nobody else can set it"};
        if (done()) throw InvalidState{"the future already has a result"};
    }

    State state_;
};

}  // namespace triptych::coroutines
