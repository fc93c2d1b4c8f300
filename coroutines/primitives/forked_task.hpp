/// ForkedTask<T>: a coroutine that computes, on the threads of a StealingScheduler.
///
/// Concepts: coroutine, fork-join
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <type_traits>
#include <utility>

#include "coroutines/primitives/frame_pool.hpp"
#include "coroutines/primitives/misuse.hpp"
#include "coroutines/primitives/stealing_scheduler.hpp"

namespace triptych::coroutines {

namespace detail {

/// For ForkedTask<void>, whose result is written nowhere.
struct NoResult {};

/// What the coroutine knows of where it runs, and of the coroutine that awaits it.
struct ForkedPromise {
    /// At the end: destroys the frame, and resumes the coroutine that awaits it.
    struct Finish {
        /// Usually the awaiting coroutine is in this thread, and is resumed after this coroutine.
        /// Then it need not suspend: the frame is destroyed as a function's is, at the closing
        /// brace.
        bool await_ready() const noexcept { return promise.goes_on_here(); }
        /// Otherwise others may go on at once: so the frame, with the parameters, must be gone.
        void await_suspend(std::coroutine_handle<> self) const noexcept {
            const ForkedPromise ended = promise;
            self.destroy();  // this Finish, too
            ended.go_on_elsewhere();
        }
        void await_resume() const noexcept {}
        const ForkedPromise& promise;
    };

    std::suspend_always initial_suspend() const noexcept { return {}; }
    Finish final_suspend() const noexcept { return Finish{*this}; }
    void unhandled_exception() const noexcept;

    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* frame, std::size_t size) { release_frame(frame, size); }

    /// `on` resumes this coroutine next.
    void resume_on(StealingWorker& on) noexcept {
        worker = &on;
        on.next = coroutine();
    }

    /// The coroutine; computed as in PromiseBase::coroutine(), which says why that is right.
    std::coroutine_handle<> coroutine() noexcept {
        return std::coroutine_handle<ForkedPromise>::from_promise(*this);
    }

    StealingWorker* worker = nullptr;     // the thread that runs it; null until it begins
    ForkScope* scope = nullptr;           // that forked it; null if it was awaited
    ForkedPromise* caller = nullptr;      // that awaits it; null if the scheduler does
    std::exception_ptr* error = nullptr;  // of the coroutine that awaits it

private:
    bool goes_on_here() const noexcept;
    void go_on_elsewhere() const noexcept;
};

template <typename T>
struct ForkedResult : ForkedPromise {
    ForkedTask<T> get_return_object() noexcept;
    void return_value(T value) noexcept(std::is_nothrow_move_assignable_v<T>) {
        *result = std::move(value);  // NOLINT(clang-analyzer-core.NullDereference): set before
    }  // the coroutine begins
    T* result = nullptr;  // where the awaiting coroutine reads it
};

template <>
struct ForkedResult<void> : ForkedPromise {
    ForkedTask<void> get_return_object() noexcept;
    void return_void() const noexcept {}
    NoResult* result = nullptr;
};

}  // namespace detail

/// Owns a coroutine that has not begun. Await it (as an rvalue), which is a call; or fork it in a
/// ForkScope; or give it to StealingScheduler::run(). From then on its frame destroys itself.
///
/// T has a default constructor, because the place of the result is there before the result.
template <typename T = void>
class [[nodiscard]] ForkedTask {
public:
    using promise_type = detail::ForkedResult<T>;
    using Result = std::conditional_t<std::is_void_v<T>, detail::NoResult, T>;

    explicit ForkedTask(promise_type& promise) noexcept : promise_{&promise} {}
    ForkedTask(ForkedTask&& other) noexcept : promise_{std::exchange(other.promise_, nullptr)} {}
    ForkedTask& operator=(ForkedTask&&) = delete;
    ~ForkedTask() {
        if (promise_ != nullptr) promise_->coroutine().destroy();
    }

    /// Throws std::logic_error if the task was awaited already, or moved from.
    auto operator co_await() && {
        require_unused();
        return Call{*this};
    }

    /// For those that begin it: throws as co_await does.
    void require_unused() const {
        if (promise_ == nullptr) [[unlikely]]
            detail::throw_used_task();
    }

    /// For those who begin it: the coroutine will write to `result`, and its frame belongs to
    /// itself. Requires: unused.
    detail::ForkedPromise& begin(Result& result) noexcept {
        promise_->result = &result;
        return *std::exchange(promise_, nullptr);
    }

private:
    /// A call: the caller goes on when the task has ended, in the thread where that was.
    struct Call {
        explicit Call(ForkedTask& called) noexcept : task{called} {}
        bool await_ready() const noexcept { return false; }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) noexcept {
            detail::ForkedPromise& called = task.begin(result);
            called.caller = &self.promise();
            called.error = &error;
            called.resume_on(*self.promise().worker);
        }
        T await_resume() {
            if (error) std::rethrow_exception(error);
            if constexpr (!std::is_void_v<T>) return std::move(result);
        }
        ForkedTask& task;  // there until the co_await ends
        [[no_unique_address]] Result result{};
        std::exception_ptr error;  // null unless the task has thrown
    };

    promise_type* promise_;  // null once moved from, or begun
};

template <typename T>
ForkedTask<T> detail::ForkedResult<T>::get_return_object() noexcept {
    static_assert(alignof(ForkedResult) == alignof(ForkedPromise), "see coroutine()");
    return ForkedTask<T>{*this};
}

inline ForkedTask<void> detail::ForkedResult<void>::get_return_object() noexcept {
    return ForkedTask<void>{*this};
}

template <typename T>
T StealingScheduler::run(ForkedTask<T> task) {
    typename ForkedTask<T>::Result result{};
    std::exception_ptr error;
    {
        task.require_unused();
        const Run during{crew_};
        detail::ForkedPromise& root = task.begin(result);
        root.error = &error;
        root.worker = &workers_[0];
        run(root.coroutine());
    }
    if (error) std::rethrow_exception(error);
    if constexpr (!std::is_void_v<T>) return result;
}

}  // namespace triptych::coroutines
