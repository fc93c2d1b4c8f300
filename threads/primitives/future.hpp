/// The future of a job that runs in another thread: wait for its result, get it, or cancel it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "common/deadline.hpp"
#include "common/errors.hpp"

namespace triptych::threads {

namespace detail {

/// The state that a job and its future share.
///
///     pending ──begin()──> running ──settle()──> done
///        └────────────────cancel()────────────────┘
template <typename T>
class State {
public:
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
    using Outcome = std::variant<std::monostate, Value, std::exception_ptr>;

    /// Returns false if the job was cancelled.
    bool begin() {
        const std::lock_guard lock{mutex_};
        if (phase_ != Phase::pending) return false;
        phase_ = Phase::running;
        return true;
    }

    /// Calls `function()` and stores what it returns or throws. Requires: begin() has returned true
    /// to the calling thread.
    template <typename Function>
    void keep_outcome_of(Function function) {
        try {
            if constexpr (std::is_void_v<T>) {
                function();
                outcome_.template emplace<1>();
            } else {
                outcome_.template emplace<1>(function());
            }
        } catch (...) {
            outcome_.template emplace<2>(std::current_exception());
        }
    }

    /// Publishes the outcome to all waiting threads, and calls the callbacks.
    void settle() noexcept {
        std::unique_lock lock{mutex_};
        settle(lock);
    }

    bool cancel() {
        std::unique_lock lock{mutex_};
        if (phase_ != Phase::pending) return false;
        outcome_.template emplace<2>(std::make_exception_ptr(CancelledError{}));
        settle(lock);
        return true;
    }

    bool done() const {
        const std::lock_guard lock{mutex_};
        return phase_ == Phase::done;
    }

    const Outcome& wait() const {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return phase_ == Phase::done; });
        return outcome_;
    }

    bool wait_until(std::chrono::steady_clock::time_point deadline) const {
        std::unique_lock lock{mutex_};
        return changed_.wait_until(lock, deadline, [this] { return phase_ == Phase::done; });
    }

    /// For moving the value out. Requires: the job is done, and no other thread reads the outcome.
    Outcome& outcome() { return outcome_; }

    void add_done_callback(std::function<void()> callback) {
        {
            const std::lock_guard lock{mutex_};
            if (phase_ != Phase::done) return callbacks_.push_back(std::move(callback));
        }
        callback();
    }

private:
    enum class Phase { pending, running, done };

    void settle(std::unique_lock<std::mutex>& lock) noexcept {
        phase_ = Phase::done;
        const auto callbacks = std::exchange(callbacks_, {});
        lock.unlock();
        changed_.notify_all();
        for (const auto& callback : callbacks)
            callback();
    }

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    Phase phase_ = Phase::pending;                  // guarded by mutex_
    std::vector<std::function<void()>> callbacks_;  // guarded by mutex_; empty once done
    Outcome outcome_;  // written by the thread that runs or cancels the job; read once it is done
};

}  // namespace detail

/// Like Python's concurrent.futures.Future. Copies refer to the same job. A future may outlive its
/// pool; if it is destroyed before the job ends, the job runs on.
///
/// Thread safety: any thread may call any function at any time, except result() && and
/// result_in_place(): those need a future that no other thread uses.
template <typename T>
class Future {
    using Looked = std::remove_cv_t<std::add_lvalue_reference_t<const T>>;  // const T&, or void

public:
    explicit Future(std::shared_ptr<detail::State<T>> state) : state_{std::move(state)} {}

    /// Returns whether the job has returned, thrown or been cancelled.
    bool done() const { return state_->done(); }

    void wait() const { state_->wait(); }

    /// The same, but at most for `timeout`. Returns whether the job has ended.
    template <typename Rep, typename Period>
    bool wait_for(std::chrono::duration<Rep, Period> timeout) const {
        return state_->wait_until(deadline_after(timeout));
    }

    /// Waits for the job. Returns a reference to its result, or throws what it threw, or
    /// CancelledError if it was cancelled. May be called any number of times.
    Looked result() const& {
        const auto& outcome = state_->wait();
        if (outcome.index() == 2) std::rethrow_exception(std::get<2>(outcome));
        if constexpr (!std::is_void_v<T>) return std::get<1>(outcome);
    }

    /// The same for a future that is not needed any more: moves the result out.
    T result() && {
        std::as_const(*this).result();
        if constexpr (!std::is_void_v<T>) return std::get<1>(std::move(state_->outcome()));
    }

    /// As result(), but throws TimeoutError if the job has not ended after `timeout`. The job
    /// continues, and its result can be requested again.
    template <typename Rep, typename Period>
    Looked result_for(std::chrono::duration<Rep, Period> timeout) const& {
        wait_no_longer_than(timeout);
        return result();
    }
    template <typename Rep, typename Period>
    T result_for(std::chrono::duration<Rep, Period> timeout) && {
        wait_no_longer_than(timeout);
        return std::move(*this).result();
    }

    /// Waits for the job. Returns what it threw; null if it threw nothing.
    std::exception_ptr exception() const {
        const auto& outcome = state_->wait();
        return outcome.index() == 2 ? std::get<2>(outcome) : nullptr;
    }

    /// Cancels the job. Returns false, and does nothing, if the job has begun or ended.
    bool cancel() { return state_->cancel(); }

    /// Calls `callback(future)` once the job is done: in the worker, in the thread that cancels, or
    /// at once in this thread if the job is done already. Requires: the callback does not throw.
    template <typename Callback>
    void add_done_callback(Callback callback) {
        // Shared, because a std::function must be copyable, and the callback may be move-only.
        auto shared = std::make_shared<Callback>(std::move(callback));
        state_->add_done_callback([state = state_, shared = std::move(shared)] {
            const Future future{state};
            (*shared)(future);
        });
    }

    /// As result(), but returns a reference through which the result can be changed or moved from.
    /// Requires: nobody uses another copy of this future.
    auto& result_in_place() {
        std::as_const(*this).result();
        return std::get<1>(state_->outcome());
    }

private:
    template <typename Rep, typename Period>
    void wait_no_longer_than(std::chrono::duration<Rep, Period> timeout) const {
        if (!wait_for(timeout)) throw TimeoutError{};
    }

    std::shared_ptr<detail::State<T>> state_;
};

}  // namespace triptych::threads
