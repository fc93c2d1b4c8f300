/// Task<T>: a coroutine, which is a function that can suspend in the middle, and that another
/// coroutine can await.
///
/// Concepts: coroutine, suspension point
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <utility>

#include "coroutines/primitives/enough_stack.hpp"
#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/frame_pool.hpp"
#include "coroutines/primitives/misuse.hpp"

namespace triptych::coroutines {

template <typename T = void>
class Task;

namespace detail {

/// The parent of a task that another coroutine awaits. Such a call belongs to the caller's chain.
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

    PromiseBase* caller = nullptr;  // null until the call
    std::exception_ptr error;       // null unless the task has thrown

protected:
    ~Caller() = default;
};

struct TaskPromise : PromiseBase {
    /// At the end of the body, notifies the parent.
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

/// Owns a coroutine: what Python calls a coroutine object. The body begins to run when the Task is
/// awaited, not when it is created.
///
/// `co_await task` is a call: the task runs at once, and no other task runs until it suspends. To
/// run several tasks concurrently, gather() them; to start one and go on without waiting for it,
/// use create_task().
///
/// Requires: it is awaited at most once, as an rvalue; and what its reference parameters refer to
/// outlives it.
template <typename T>
class [[nodiscard]] Task {
public:
    using promise_type = detail::Promise<T>;

    explicit Task(promise_type& promise) noexcept
        : coroutine_{std::coroutine_handle<promise_type>::from_promise(promise)} {}
    Task(Task&& other) noexcept : coroutine_{std::exchange(other.coroutine_, nullptr)} {}
    Task& operator=(Task&&) = delete;

    /// If the coroutine is suspended, drops it there: first the frames of the tasks that it called,
    /// innermost first, then its own frame. If it has not begun, or has ended, its parameters are
    /// destroyed. Tasks may own tasks, as deep as the memory allows: the stack does not overflow.
    ~Task() {
        if (!coroutine_) return;
        detail::call_with_enough_stack(
            [](void* frame) {
                const auto coroutine = std::coroutine_handle<promise_type>::from_address(frame);
                if (coroutine.promise().parent() != nullptr && !coroutine.done())
                    coroutine.promise().drop();
                coroutine.destroy();
            },
            coroutine_.address());
    }

    /// Throws std::logic_error if the task was awaited already, or moved from.
    auto operator co_await() && {
        require_unused();
        return Awaiter{*this};
    }

    /// For those that begin it: throws std::logic_error if it has begun, or was moved from.
    void require_unused() const {
        if (!coroutine_ || coroutine_.promise().parent() != nullptr) [[unlikely]]
            detail::throw_used_task();
    }

    /// For gather(), create_task() and run(): returns the coroutine, for the loop to resume. When
    /// the coroutine ends, it notifies `parent`. Requires: unused; `parent` lives until then.
    std::coroutine_handle<promise_type> begin(Parent& parent) noexcept {
        coroutine_.promise().begin_under(parent);
        return coroutine_;
    }

    /// Requests cancellation: Cancelled is thrown at the suspension point where the task waits, or,
    /// if it does not wait now, at its next one. One call is enough; a task that catches Cancelled
    /// may go on awaiting, and clean up. Does nothing if the task has ended. Requires: the task has
    /// begun, and is not a call.
    void cancel() noexcept {
        if (!coroutine_.done()) coroutine_.promise().cancel();
    }

    bool done() const noexcept { return coroutine_.done(); }

    /// Returns whether the task has had its first turn. Requires: begin() was called.
    bool has_begun() const noexcept { return coroutine_.promise().has_begun(); }

    /// Returns the result, moved out. Requires: the task has ended without an exception; called
    /// once.
    T take() { return coroutine_.promise().take(); }

private:
    /// Destroys the frame of a call that is over.
    struct EndedCall {
        explicit EndedCall(std::coroutine_handle<promise_type> ended) noexcept : frame{ended} {}
        EndedCall(const EndedCall&) = delete;
        EndedCall& operator=(const EndedCall&) = delete;
        ~EndedCall() { frame.destroy(); }
        std::coroutine_handle<promise_type> frame;
    };

    // NOLINTNEXTLINE(cppcoreguidelines-virtual-class-destructor): it is final
    struct Awaiter final : detail::Caller {
        explicit Awaiter(Task& awaited) : task{awaited} {}
        bool await_ready() const noexcept { return false; }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) noexcept {
            call_from(self.promise());
            EventLoop::current().run_next(task.begin(*this));
        }
        /// The call is over, so its frame is destroyed now, and not together with the Task: that
        /// may be a parameter of the caller, and live much longer.
        T await_resume() {
            const EndedCall call{std::exchange(task.coroutine_, nullptr)};
            if (error) std::rethrow_exception(error);
            return call.frame.promise().take();
        }
        PromiseBase* drop_call() noexcept override {
            std::exchange(task.coroutine_, nullptr).destroy();
            return caller;
        }
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
