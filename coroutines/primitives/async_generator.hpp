/// AsyncGenerator<T>: a function that returns many values, and may await between them; the twin of
/// Python's asynchronous generators and of `async for`.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// Owns a coroutine that yields values of type T, each when it is asked for.
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
/// Asking is a call, and belongs to the caller's chain: who is cancelled while it waits is
/// cancelled inside of the generator, where that waits. It may be dropped at any yield; what must
/// be awaited at its end belongs into an async_with(). What its arguments refer to must outlive it.
///
/// Who is dropped while it asks takes the generator's coroutine along, as it does every call: that
/// waits for something, and nobody is left who waits. To ask it again throws std::logic_error.
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
        if (coroutine_) coroutine_.destroy();
    }

    /// co_await generator.next(): runs it up to its next yield; null if it has ended. What it
    /// yielded lives until it is asked again. Throws what it throws, and that is its end; and
    /// std::logic_error if somebody is asking already, or was dropped while asking. Requires: it is
    /// neither moved nor destroyed meanwhile.
    auto next() noexcept { return Next{*this}; }

private:
    struct Next;

    std::coroutine_handle<promise_type> coroutine_;  // null once moved from, or dropped
};

template <typename T>
struct AsyncGenerator<T>::promise_type : detail::TaskPromise {
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__, "see PromiseBase::coroutine");

    /// To whoever asked: the call has ended, though the coroutine has not.
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

    std::optional<T> yielded;  // empty before the first, and once it has ended
    bool is_asked = false;     // somebody waits for its next yield
};

template <typename T>
struct AsyncGenerator<T>::Next final : detail::Caller {
    explicit Next(AsyncGenerator& asked) noexcept : generator{asked} {}

    bool await_ready() const {
        if (!generator.coroutine_)
            throw std::logic_error{
                "an asynchronous generator was asked after it was dropped, "
                "together with the task that waited for it"};
        if (generator.coroutine_.promise().is_asked)
            throw std::logic_error{"an asynchronous generator was asked by two tasks at once"};
        return generator.coroutine_.done();
    }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) noexcept {
        promise_type& promise = generator.coroutine_.promise();
        call_from(self.promise());
        promise.is_asked = true;
        promise.begin_under(*this);
        EventLoop::current().run_next(generator.coroutine_);
    }
    T* await_resume() const {
        promise_type& promise = generator.coroutine_.promise();
        promise.is_asked = false;
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
