/// AsyncGenerator<T>: a function that returns many values, and may await between them; the twin of
/// Python's asynchronous generators and of `async for`.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "coroutines/event_loop.hpp"
#include "coroutines/task.hpp"

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
    /// yielded lives until it is asked again. Throws what it throws, and that is its end.
    /// Requires: nobody is asking already.
    auto next() noexcept { return Next{coroutine_}; }

private:
    struct Next;

    std::coroutine_handle<promise_type> coroutine_;  // null once moved from
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
};

template <typename T>
struct AsyncGenerator<T>::Next final : detail::Caller {
    explicit Next(std::coroutine_handle<promise_type> asked) noexcept : generator{asked} {}

    bool await_ready() const noexcept { return generator.done(); }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) noexcept {
        call_from(self.promise());
        generator.promise().begin_under(*this);
        EventLoop::current().run_next(generator);
    }
    T* await_resume() const {
        if (error) std::rethrow_exception(error);
        auto& yielded = generator.promise().yielded;
        return yielded ? &*yielded : nullptr;
    }

    std::coroutine_handle<promise_type> generator;
};

}  // namespace triptych::coroutines
