/// AsyncGenerator<T>: a coroutine that yields many values, and may await between them: the
/// counterpart of Python's asynchronous generators and of `async for`.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// Owns a coroutine that yields values of type T, on demand.
///
///     AsyncGenerator<int> ticks(int count) {
///         for (int i = 0; i < count; ++i) {
///             co_await sleep_for(1s);
///             co_yield i;
///         }
///     }
///     ...
///     auto ticking = ticks(3);
///     while (const int* const tick = co_await ticking.next()) use(*tick);
///
/// `co_await next()` is a call, and belongs to the caller's chain: if the caller is cancelled,
/// Cancelled is thrown inside the generator, where that waits. A generator may be destroyed at any
/// yield. What must be awaited at its end belongs in an async_with(). What its reference parameters
/// refer to must outlive it.
///
/// If the caller is dropped during next(), the generator's coroutine is dropped, too, as in every
/// call. A later next() throws std::logic_error.
template <typename T>
class [[nodiscard]] AsyncGenerator {
public:
    struct promise_type;

    explicit AsyncGenerator(promise_type& promise) noexcept
        : coroutine_{std::coroutine_handle<promise_type>::from_promise(promise)} {}
    AsyncGenerator(AsyncGenerator&& other) noexcept
        : coroutine_{std::exchange(other.coroutine_, nullptr)} {}
    AsyncGenerator& operator=(AsyncGenerator&&) = delete;
    ~AsyncGenerator() {
        if (!coroutine_) return;
        detail::call_with_enough_stack(
            [](void* frame) { std::coroutine_handle<>::from_address(frame).destroy(); },
            coroutine_.address());
    }

    /// co_await generator.next(): runs the coroutine up to its next yield. Returns a pointer to the
    /// value, which is valid until the following call; null if the coroutine has ended. Throws what
    /// the body throws, and then it is done; std::logic_error if another task waits in next(), or
    /// was dropped there. Requires: the generator is neither moved nor destroyed meanwhile.
    auto next() noexcept { return Next{*this}; }

private:
    struct Next;

    std::coroutine_handle<promise_type> coroutine_;  // null when moved from, or dropped
};

template <typename T>
struct AsyncGenerator<T>::promise_type : detail::TaskPromise {
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__, "see PromiseBase::coroutine");

    /// Returns to the caller of next(): the call has ended, although the coroutine has not.
    struct Yield : std::suspend_always {
        void await_suspend(std::coroutine_handle<promise_type> self) const noexcept {
            self.promise().parent()->ended(self.promise());
        }
    };

    AsyncGenerator get_return_object() noexcept { return AsyncGenerator{*this}; }
    Yield yield_value(T value) {
        yielded.emplace(std::move(value));
        return {};
    }
    void return_void() noexcept { yielded.reset(); }
    void unhandled_exception() noexcept {
        yielded.reset();
        detail::TaskPromise::unhandled_exception();
    }

    std::optional<T> yielded;  // empty before the first yield, and after the end
    bool has_caller = false;   // a task waits for its next yield
};

template <typename T>
struct AsyncGenerator<T>::Next final : detail::Caller {
    explicit Next(AsyncGenerator& called) noexcept : generator{called} {}

    bool await_ready() const {
        if (!generator.coroutine_)
            throw std::logic_error{
                "next() was called on an asynchronous generator that was dropped, "
                "together with the task that waited for it"};
        if (generator.coroutine_.promise().has_caller)
            throw std::logic_error{
                "two tasks called next() of the same asynchronous generator at once"};
        return generator.coroutine_.done();
    }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) noexcept {
        promise_type& promise = generator.coroutine_.promise();
        call_from(self.promise());
        promise.has_caller = true;
        promise.begin_under(*this);
        EventLoop::current().run_next(generator.coroutine_);
    }
    T* await_resume() const {
        promise_type& promise = generator.coroutine_.promise();
        promise.has_caller = false;
        if (error) std::rethrow_exception(error);
        return promise.yielded ? &*promise.yielded : nullptr;
    }
    PromiseBase* drop_call() noexcept override {
        std::exchange(generator.coroutine_, nullptr).destroy();
        return caller;
    }

    AsyncGenerator& generator;
};

}  // namespace triptych::coroutines
