/// A result that is not there yet: the twin of asyncio.Future.
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

#include "coroutines/primitives/frame_pool.hpp"
#include "coroutines/primitives/wait_in_queue.hpp"
#include "coroutines/primitives/without_recursion.hpp"

namespace triptych::coroutines {

/// A future was asked for a result that it does not have yet, or given a second one.
struct InvalidState : std::logic_error {
    using std::logic_error::logic_error;
};

namespace detail {

struct Nothing {};

/// What all copies of a future have in common.
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

    /// It has its result: those who wait go on, and then the callbacks are called.
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
        if (!is_done) throw InvalidState{"the result is not there yet"};
        if (error) std::rethrow_exception(error);
        return *value;
    }

    // From the stock of frames: a task that is created has one of these beside its own.
    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* state, std::size_t size) { release_frame(state, size); }

    int owners = 0;  // no atomic: all of them are in one thread
    bool is_done = false;
    bool is_cancelled = false;
    std::optional<Value> value;          // empty until it is done, and if it has failed
    std::exception_ptr error;            // null unless it has failed, or was cancelled
    IntrusiveList<PromiseBase> waiting;  // empty once it is done
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
    destroy_without_recursion(state, [](void* dead) { delete static_cast<FutureState<T>*>(dead); });
}

}  // namespace detail

/// Copies of it share the result. `co_await future` waits for it, and gives it, or throws it; any
/// number may wait, and as often as they like. One loop, one thread.
///
/// Requires: nobody waits for it when the last copy dies.
template <typename T = void>
class Future {
    using State = boost::intrusive_ptr<detail::FutureState<T>>;

public:
    Future() : state_{new detail::FutureState<T>} {}
    explicit Future(State state) : state_{std::move(state)} {}

    bool done() const noexcept { return state_->is_done; }
    bool cancelled() const noexcept { return state_->is_cancelled; }

    /// Throws what it failed with; Cancelled if it was cancelled; InvalidState if it is not done.
    std::add_lvalue_reference_t<T> result() const {
        if constexpr (std::is_void_v<T>)
            state_->get();
        else
            return state_->get();
    }

    /// Throws InvalidState if it is done. (For a future of void: with no argument.)
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

    /// Whoever waits for it finds Cancelled. If it is a task's, the task finds it, at the place
    /// where it waits, and what then becomes of it is the result. False if it is done already.
    bool cancel() const noexcept {
        if (done()) return false;
        state_->cancel();
        return true;
    }

    /// `callback(future)` is called once it is done, at once if it is; but if a callback is being
    /// called in this thread, then after that one has returned. So callbacks never nest, however
    /// many futures are linked by them. Requires: it does not throw.
    template <typename Callback>
    void add_done_callback(Callback callback) const {
        if (done())
            return detail::call_without_recursion(
                [done = *this, callback = std::move(callback)] { callback(done); });
        // The state must not own itself: it would never die if it were never done.
        state_->callbacks.push_back(
            [state = state_.get(), callback = std::move(callback)] { callback(Future{state}); });
    }

    /// Being called away from here does not cancel the future itself. (asyncio would.)
    auto operator co_await() const noexcept { return Awaiter{state_}; }

    /// co_await future.end(): until it is done, whatever came out. Requires: a copy lives until
    /// then.
    auto end() const noexcept { return detail::WaitInQueue{state_->waiting, state_->is_done}; }

private:
    struct Awaiter : detail::WaitInQueue {
        explicit Awaiter(State awaited) noexcept
            : WaitInQueue{awaited->waiting, awaited->is_done}, state{std::move(awaited)} {}
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
        if (done()) throw InvalidState{"the future has its result already"};
    }

    State state_;
};

}  // namespace triptych::coroutines
