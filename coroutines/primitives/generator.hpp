/// Generator<T>: a function that returns many values, one at a time, on demand.
#pragma once

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "coroutines/primitives/enough_stack.hpp"
#include "coroutines/primitives/generator_promise.hpp"

namespace triptych::coroutines {

/// Owns a coroutine that yields one value of type Yield for each next(), as Python's generators do.
/// It is also an input range, for range-for and std::views.
///
///     Generator<int> count_to(int last) {
///         for (int i = 1; i <= last; ++i)
///             co_yield i;
///     }
///
/// - Yield may be a reference: then values are not copied.
/// - With a type Send, `co_yield` has a value: what the caller sends.
/// - With a type Return, the body ends with `co_return`, and take() returns that value.
/// - `co_yield from(other())` delegates: it yields all values of the other generator, which
/// receives
///   what is sent or thrown meanwhile. Its value is what the other returns. The cost per value does
///   not depend on the depth.
/// - With g++ 12, give an aggregate a name before you yield it (STYLE.md says why).
///
/// next() throws what the body throws, and then the generator is done. The destructor destroys the
/// variables of the coroutine, but throws nothing into it; close() does. What reference parameters
/// refer to must outlive it. Requires: it is not running when it is destroyed.
template <typename Yield, typename Send, typename Return>
class [[nodiscard]] Generator {
public:
    using promise_type = detail::GeneratorPromise<Yield, Send, Return>;
    using Yielded = std::add_pointer_t<Yield>;

    explicit Generator(promise_type& promise) noexcept
        : coroutine_{std::coroutine_handle<promise_type>::from_promise(promise)} {}
    Generator(Generator&& other) noexcept : coroutine_{std::exchange(other.coroutine_, nullptr)} {}
    Generator& operator=(Generator other) noexcept {
        std::swap(coroutine_, other.coroutine_);
        return *this;
    }
    ~Generator() { destroy(); }

    GeneratorState state() const noexcept {
        return coroutine_ ? coroutine_.promise().state : GeneratorState::done;
    }

    /// Runs the coroutine up to its next yield. Returns a pointer to the yielded value, which is
    /// valid until the coroutine is resumed; null if the coroutine has ended. Throws what the body
    /// throws; std::logic_error if it is already running (it then calls next() on itself), or if it
    /// waits for send().
    Yielded next() {
        require_resumable();
        return resume();
    }

    /// The same, and its `co_yield` returns `value`. Throws std::logic_error also if it does not
    /// yet wait at a yield: the first call must be next().
    template <std::convertible_to<Send> Value>
    Yielded send(Value&& value) {
        require_not_running();
        if (state() == GeneratorState::created)
            throw std::logic_error{"can't send to a just-started generator"};
        if (state() == GeneratorState::done) return nullptr;
        Send sent = std::forward<Value>(value);
        coroutine_.promise().innermost->sent = std::addressof(sent);
        return resume();
    }

    /// The same, and its `co_yield` throws `error`. If it has not begun, or has ended, it cannot
    /// catch the error: then it is done, and this throws `error`.
    Yielded throw_in(std::exception_ptr error) {
        if (state() == GeneratorState::created) close();
        if (state() == GeneratorState::done) std::rethrow_exception(std::move(error));
        require_not_running();
        coroutine_.promise().innermost->error = std::move(error);
        return resume();
    }

    /// Ends it: its `co_yield` throws GeneratorExit, which the body need not catch, and the
    /// variables of the coroutine are destroyed. Throws what the body throws instead;
    /// std::logic_error if it is running, or if it yields again: then it is not done.
    void close() {
        require_not_running();
        if (state() == GeneratorState::suspended) coroutine_.promise().close();
        destroy();
    }

    /// Returns the value of `co_return`; can be called once. Throws std::logic_error if there is
    /// none, or if it was closed.
    Return take() {
        if constexpr (!std::is_void_v<Return>) {
            if (!coroutine_ || !coroutine_.promise().returned)
                throw std::logic_error{"generator has not returned"};
            return *std::exchange(coroutine_.promise().returned, std::nullopt);
        }
    }

    class Iterator {
    public:
        using value_type = std::remove_cvref_t<Yield>;
        using difference_type = std::ptrdiff_t;

        explicit Iterator(Generator& generator) : generator_{&generator} { ++*this; }
        Yield&& operator*() const noexcept { return static_cast<Yield&&>(*yielded_); }
        Iterator& operator++() {
            yielded_ = generator_->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t /*end*/) const noexcept {
            return yielded_ == nullptr;
        }

    private:
        Generator* generator_;
        Yielded yielded_ = nullptr;  // null at the end
    };

    /// Iterates over the values from now on; each may be moved from. Requires: the generator is not
    /// moved meanwhile.
    Iterator begin()
        requires std::is_void_v<Send>
    {
        return Iterator{*this};
    }
    std::default_sentinel_t end() const noexcept { return std::default_sentinel; }

private:
    friend detail::Delegation<Yield, Send, Return>;

    void require_not_running() const {
        if (state() == GeneratorState::running)
            throw std::logic_error{"generator already executing"};
    }

    void require_resumable() const {
        require_not_running();
        if constexpr (!std::is_void_v<Send>)
            if (state() == GeneratorState::suspended)
                throw std::logic_error{"generator waits for something to be sent"};
    }

    Yielded resume() {
        return state() == GeneratorState::done ? nullptr : coroutine_.promise().resume();
    }

    void destroy() noexcept {
        if (!coroutine_) return;
        // Its frames may own generators, too.
        detail::call_with_enough_stack(
            [](void* promise) { static_cast<promise_type*>(promise)->destroy(); },
            &std::exchange(coroutine_, nullptr).promise());
    }

    std::coroutine_handle<promise_type> coroutine_;  // null when closed or moved from
};

/// For `co_yield from(inner)`: yields the remaining values of `inner`, and leaves `inner` empty.
/// Its value is what `inner` returns. Throws what `inner` throws, and std::logic_error where
/// inner.next() would.
template <typename Yield, typename Send, typename Return>
detail::Delegation<Yield, Send, Return> from(
    Generator<Yield, Send, Return>&& inner) {  // NOLINT: it is moved from, when it is awaited
    return detail::Delegation<Yield, Send, Return>{inner};
}

}  // namespace triptych::coroutines
