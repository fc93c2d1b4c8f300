/// The promise of a generator: what happens at `co_yield`, `co_return` and an exception.
#pragma once

#include <concepts>
#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "coroutines/primitives/generator_frame.hpp"

namespace triptych::coroutines {

template <typename Yield, typename Send = void, typename Return = void>
class Generator;

namespace detail {

/// The awaiter of `co_yield value`.
template <typename Yield, typename Send>
struct YieldPoint : std::suspend_always {
    explicit YieldPoint(GeneratorFrame<Yield, Send>& yielding) noexcept : frame{yielding} {}
    Send await_resume() const {
        frame.rethrow_if_failed();
        if constexpr (!std::is_void_v<Send>) return static_cast<Send&&>(*frame.sent);
    }
    GeneratorFrame<Yield, Send>& frame;
};

/// The same, with a copy of the value: the caller may move from the copy, and the original is kept.
template <typename Yield, typename Send>
struct YieldPointOfCopy : YieldPoint<Yield, Send> {
    YieldPointOfCopy(GeneratorFrame<Yield, Send>& yielding, Yield copied)
        : YieldPoint<Yield, Send>{yielding}, copy{std::move(copied)} {}
    void await_suspend(std::coroutine_handle<> /*self*/) noexcept {
        this->frame.yielded = std::addressof(copy);
    }
    Yield copy;
};

/// The awaiter of `co_yield from(inner)`. It takes the coroutine out of the inner Generator; that
/// coroutine is on the stack of frames until it has ended, and is then destroyed.
template <typename Yield, typename Send, typename Return>
class Delegation {
public:
    using Inner = Generator<Yield, Send, Return>;

    explicit Delegation(Inner& inner) : inner_{inner} { inner_.require_resumable(); }
    bool await_ready() const noexcept { return inner_.state() == GeneratorState::done; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) noexcept {
        caller_ = &self.promise();
        lent_ = std::exchange(inner_.coroutine_, nullptr);
        caller_->callee = &lent_.promise();
    }
    Return await_resume() const {
        if (!lent_) return inner_.take();
        Inner ended{lent_.promise()};
        caller_->rethrow_if_failed();
        return ended.take();
    }

private:
    Inner& inner_;                                                        // empty while this waits
    GeneratorFrame<Yield, Send>* caller_ = nullptr;                       // null until this waits
    std::coroutine_handle<typename Inner::promise_type> lent_ = nullptr;  // null until this waits
};

template <typename Return>
struct GeneratorReturn {
    void return_value(Return value) { returned.emplace(std::move(value)); }
    std::optional<Return> returned;  // empty until the body has returned
};

template <>
struct GeneratorReturn<void> {
    void return_void() const noexcept {}
};

template <typename Yield, typename Send, typename Return>
struct GeneratorPromise : GeneratorFrame<Yield, Send>, GeneratorReturn<Return> {
    Generator<Yield, Send, Return> get_return_object() noexcept {
        this->coroutine = std::coroutine_handle<GeneratorPromise>::from_promise(*this);
        return Generator<Yield, Send, Return>{*this};
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void unhandled_exception() noexcept { this->error = std::current_exception(); }
    void await_transform(auto&&) = delete;  // a generator yields; it does not await

    /// The yielded value lives in the coroutine until it is resumed, so a pointer is enough.
    YieldPoint<Yield, Send> yield_value(std::add_rvalue_reference_t<Yield> value) noexcept {
        this->yielded = std::addressof(value);
        return YieldPoint<Yield, Send>{*this};
    }
    YieldPointOfCopy<Yield, Send> yield_value(const Yield& value)
        requires(!std::is_reference_v<Yield> && std::copy_constructible<Yield>)
    {
        return {*this, value};
    }
    template <typename InnerReturn>
    Delegation<Yield, Send, InnerReturn> yield_value(
        Delegation<Yield, Send, InnerReturn> delegation) noexcept {
        return delegation;
    }
};

}  // namespace detail

}  // namespace triptych::coroutines
