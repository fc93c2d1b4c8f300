/// Task<T>: a function that can stop half-way, and be awaited.
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include "coroutines/event_loop.hpp"
#include "coroutines/frame_pool.hpp"

namespace triptych::coroutines {

template <typename T = void>
class Task;

namespace detail {

/// A coroutine that waits until `pending` tasks have ended. It lives in that coroutine's frame.
struct Waiter {
    std::coroutine_handle<> coroutine = nullptr;  // null until it waits
    std::size_t pending = 1;
    std::exception_ptr first_error = nullptr;  // null while no task has thrown

    void rethrow_if_failed() const {
        if (first_error) std::rethrow_exception(first_error);
    }
};

struct PromiseBase {
    /// When the body ends, whoever awaits it, and nothing else, carries on.
    struct Finish {
        bool await_ready() const noexcept { return false; }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) const noexcept {
            Waiter& told = *self.promise().waiter;
            if (--told.pending == 0 && told.coroutine)
                EventLoop::current().run_next(told.coroutine);
        }
        void await_resume() const noexcept {}
    };

    std::suspend_always initial_suspend() const noexcept { return {}; }
    Finish final_suspend() const noexcept { return {}; }
    void unhandled_exception() const noexcept {
        if (!waiter->first_error) waiter->first_error = std::current_exception();
    }

    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* frame, std::size_t size) { release_frame(frame, size); }

    Waiter* waiter = nullptr;  // null until it starts
};

template <typename T>
struct Promise : PromiseBase {
    Task<T> get_return_object() noexcept;
    void return_value(T result) { value.emplace(std::move(result)); }
    T take() { return std::move(value).value(); }
    std::optional<T> value;  // empty until the body has returned
};

template <>
struct Promise<void> : PromiseBase {
    Task<void> get_return_object() noexcept;
    void return_void() const noexcept {}
    void take() const noexcept {}
};

}  // namespace detail

/// Owns a coroutine. It begins to run when it is awaited, not when it is made.
///
/// `co_await task` is a call: the task runs at once, and nobody else until it suspends. To run
/// several at the same time, gather() them.
///
/// Await it once, as an rvalue. What its arguments refer to must outlive it.
/// Requires: it has not started, or has ended, when it is destroyed inside a running loop.
template <typename T>
class [[nodiscard]] Task {
public:
    using promise_type = detail::Promise<T>;

    explicit Task(promise_type& promise) noexcept
        : coroutine_{std::coroutine_handle<promise_type>::from_promise(promise)} {}
    Task(Task&& other) noexcept : coroutine_{std::exchange(other.coroutine_, nullptr)} {}
    Task& operator=(Task&&) = delete;

    ~Task() {
        if (coroutine_) coroutine_.destroy();
    }

    auto operator co_await() && noexcept {
        struct Awaiter {
            explicit Awaiter(Task& awaited) : task{awaited} {}
            bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> self) noexcept {
                waiter.coroutine = self;
                EventLoop::current().run_next(task.begin(waiter));
            }
            T await_resume() const {
                waiter.rethrow_if_failed();
                return task.take();
            }
            Task& task;
            detail::Waiter waiter;
        };
        return Awaiter{*this};
    }

    /// For those who await: the coroutine, to be resumed by the loop. It will tell `waiter`
    /// when it has ended. Requires: called once; `waiter` lives until then.
    std::coroutine_handle<> begin(detail::Waiter& waiter) noexcept {
        coroutine_.promise().waiter = &waiter;
        return coroutine_;
    }

    /// Its result. Requires: it has ended, and has not thrown.
    T take() { return coroutine_.promise().take(); }

private:
    std::coroutine_handle<promise_type> coroutine_;  // null once moved from
};

template <typename T>
Task<T> detail::Promise<T>::get_return_object() noexcept {
    return Task<T>{*this};
}

inline Task<void> detail::Promise<void>::get_return_object() noexcept {
    return Task<void>{*this};
}

/// Runs `task`, and everything it awaits, on a new event loop, to the end; the twin of
/// asyncio.run. Throws what the task throws, and std::logic_error if it awaits something that
/// nobody is left to bring about.
template <typename T>
T run(Task<T> task) {
    EventLoop loop;
    detail::Waiter caller;
    Task<T> first{std::move(task)};  // dies before the loop does, for what it holds may post
    loop.post(first.begin(caller));
    loop.run();
    caller.rethrow_if_failed();
    if (caller.pending > 0)
        throw std::logic_error{"deadlock: the task waits for what nobody will bring about"};
    return first.take();
}

}  // namespace triptych::coroutines
