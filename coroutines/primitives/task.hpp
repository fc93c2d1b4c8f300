/// Task<T>: a function that can stop half-way, and be awaited.
///
/// Concepts: coroutine, suspension point
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/frame_pool.hpp"
#include "coroutines/primitives/without_recursion.hpp"

namespace triptych::coroutines {

template <typename T = void>
class Task;

namespace detail {

/// Who calls a task, by awaiting it: the call is a part of the caller's chain.
struct Caller : Parent {
    void call_from(PromiseBase& calling) noexcept {
        caller = &calling;
        chain = &calling.chain();
    }
    void failed(PromiseBase& /*child*/, std::exception_ptr thrown) noexcept override {
        error = std::move(thrown);
    }
    void ended(PromiseBase& /*child*/) noexcept override {
        EventLoop::current().run_next(caller->coroutine());
    }

    PromiseBase* drop_call() noexcept override { return caller; }

    PromiseBase* caller = nullptr;  // null until it calls
    std::exception_ptr error;       // null unless the task has thrown

protected:
    ~Caller() = default;
};

struct TaskPromise : PromiseBase {
    /// When the body ends, its parent is told.
    struct Finish {
        bool await_ready() const noexcept { return false; }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) const noexcept {
            self.promise().parent()->ended(self.promise());
        }
        void await_resume() const noexcept {}
    };

    std::suspend_always initial_suspend() const noexcept { return {}; }
    Finish final_suspend() const noexcept { return {}; }
    void unhandled_exception() noexcept { parent()->failed(*this, std::current_exception()); }

    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* frame, std::size_t size) { release_frame(frame, size); }
};

template <typename T>
struct Promise : TaskPromise {
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__, "see PromiseBase::coroutine");

    Task<T> get_return_object() noexcept;
    void return_value(T result) { value.emplace(std::move(result)); }
    T take() { return std::move(value).value(); }
    std::optional<T> value;  // empty until the body has returned
};

template <>
struct Promise<void> : TaskPromise {
    Task<void> get_return_object() noexcept;
    void return_void() const noexcept {}
    void take() const noexcept {}
};

}  // namespace detail

/// Owns a coroutine: what Python calls a coroutine object. It begins to run when it is awaited,
/// not when it is made.
///
/// `co_await task` is a call: the task runs at once, and nobody else until it suspends. To run
/// several at the same time, gather() them; to go on while one runs, create_task().
///
/// Await it once, as an rvalue. What its arguments refer to must outlive it.
template <typename T>
class [[nodiscard]] Task {
public:
    using promise_type = detail::Promise<T>;

    explicit Task(promise_type& promise) noexcept
        : coroutine_{std::coroutine_handle<promise_type>::from_promise(promise)} {}
    Task(Task&& other) noexcept : coroutine_{std::exchange(other.coroutine_, nullptr)} {}
    Task& operator=(Task&&) = delete;

    /// If it has not ended, it is dropped where it is, and all that it holds: what it calls first,
    /// then itself. If it has not begun or has ended, its parameters may be destroyed a little
    /// later, if they are destroyed by those of more than 60 other tasks.
    ~Task() {
        if (!coroutine_) return;
        const bool is_suspended = coroutine_.promise().parent() != nullptr && !done();
        if (is_suspended)
            drop();
        else  // All that is left in it is its parameters. There may be tasks among these, too.
            detail::destroy_without_recursion(coroutine_.address(), [](void* frame) {
                std::coroutine_handle<>::from_address(frame).destroy();
            });
    }

    auto operator co_await() && noexcept { return Awaiter{*this}; }

    /// For those who run it: the coroutine, to be resumed by the loop. It will tell `parent` when
    /// it has ended. Requires: called once; `parent` lives until then.
    std::coroutine_handle<promise_type> begin(Parent& parent) noexcept {
        coroutine_.promise().begin_under(parent);
        return coroutine_;
    }

    /// Throws Cancelled in it where it waits; if it waits nowhere, where it waits next. Once is
    /// enough: a task that catches it may go on awaiting, and tidy up. Does nothing to one that
    /// has ended. Requires: it has begun, and not as a call.
    void cancel() noexcept {
        if (!coroutine_.done()) coroutine_.promise().cancel();
    }

    bool done() const noexcept { return coroutine_.done(); }

    /// See PromiseBase. Requires: it has begun, and not as a call.
    void collect_joining(IntrusiveList<PromiseBase>& joining) noexcept {
        if (coroutine_ && !done()) coroutine_.promise().collect_joining(joining);
    }

    /// Whether it has had its first turn. Requires: begin() was called.
    bool has_begun() const noexcept { return coroutine_.promise().has_begun(); }

    /// Its result, moved out. Requires: it has ended, and has not thrown; called once.
    T take() { return coroutine_.promise().take(); }

private:
    struct Awaiter;
    struct DestroyFrame {
        explicit DestroyFrame(Awaiter& of) noexcept : awaiter{of} {}
        DestroyFrame(const DestroyFrame&) = delete;
        DestroyFrame& operator=(const DestroyFrame&) = delete;
        ~DestroyFrame() { awaiter.destroy_frame(); }
        Awaiter& awaiter;
    };

    void drop() noexcept {
        coroutine_.promise().drop();
        coroutine_.destroy();
    }

    struct Awaiter final : detail::Caller {
        explicit Awaiter(Task& awaited) : task{awaited} {}
        bool await_ready() const noexcept { return false; }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) noexcept {
            call_from(self.promise());
            EventLoop::current().run_next(task.begin(*this));
        }
        /// The call is over: its frame goes now, and not with the Task. So of a chain of calls
        /// that were given as parameters, none is destroyed within another.
        T await_resume() {
            const DestroyFrame at_return{*this};
            if (error) std::rethrow_exception(error);
            return task.take();
        }
        PromiseBase* drop_call() noexcept override {
            destroy_frame();
            return caller;
        }
        void destroy_frame() noexcept { std::exchange(task.coroutine_, nullptr).destroy(); }
        Task& task;
    };

    std::coroutine_handle<promise_type> coroutine_;  // null once moved from
};

template <typename T>
Task<T> detail::Promise<T>::get_return_object() noexcept {
    return Task<T>{*this};
}

inline Task<void> detail::Promise<void>::get_return_object() noexcept {
    return Task<void>{*this};
}

}  // namespace triptych::coroutines
