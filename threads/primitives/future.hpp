/// A hand on a job that runs in some thread, or will: wait for it, look at it, or call it off.
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

/// What a job and its future share.
///
///     pending ──begin()──> running ──settle()──> done
///        └────────────────cancel()────────────────┘
template <typename T>
class State {
public:
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
    using Outcome = std::variant<std::monostate, Value, std::exception_ptr>;

    /// False if it was cancelled.
    bool begin() {
        const std::lock_guard lock{mutex_};
        if (phase_ != Phase::pending) return false;
        phase_ = Phase::running;
        return true;
    }

    /// Keeps what `function()` returns or throws. Requires: it runs, and this is who runs it.
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

    /// Shows the outcome to everybody, and calls back who asked for it.
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

    /// To take the value out. Requires: it is done, and nobody else looks at it.
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
    std::vector<std::function<void()>> callbacks_;  // guarded by mutex_; none once done
    Outcome outcome_;  // written by who runs or cancels it; everybody else's once it is done
};

}  // namespace detail

/// The twin of Python's concurrent.futures.Future; copies are hands on the same job. It may outlive
/// its pool, and dying before the job does the job no harm. Any thread may do anything at any time,
/// but for taking the result out: that is for the last one.
template <typename T>
class Future {
    using Looked = std::remove_cv_t<std::add_lvalue_reference_t<const T>>;  // const T&, or void

public:
    explicit Future(std::shared_ptr<detail::State<T>> state) : state_{std::move(state)} {}

    /// Whether the job has returned, thrown or been cancelled.
    bool done() const { return state_->done(); }

    void wait() const { state_->wait(); }

    /// Waits for the job, and looks at what it returned or throws what it threw; any number of
    /// times. Throws CancelledError if it was called off.
    Looked result() const& {
        const auto& outcome = state_->wait();
        if (outcome.index() == 2) std::rethrow_exception(std::get<2>(outcome));
        if constexpr (!std::is_void_v<T>) return std::get<1>(outcome);
    }

    /// The same of a future that is not needed any more: takes the result out, and copies nothing.
    T result() && {
        std::as_const(*this).result();
        if constexpr (!std::is_void_v<T>) return std::get<1>(std::move(state_->outcome()));
    }

    /// As result(), but throws TimeoutError if the job has not ended by then. It goes on, and can
    /// be asked for its result again.
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

    /// What the job threw; null if nothing. Waits for it.
    std::exception_ptr exception() const {
        const auto& outcome = state_->wait();
        return outcome.index() == 2 ? std::get<2>(outcome) : nullptr;
    }

    /// Calls the job off. False, and nothing happens, if it has begun or ended.
    bool cancel() { return state_->cancel(); }

    /// Calls `callback(future)` once the job is done: in the worker, in the thread that cancels, or
    /// here and now if it is done already. Requires: it does not throw.
    template <typename Callback>
    void add_done_callback(Callback callback) {
        // Shared, for a std::function can be copied, and the callback perhaps cannot.
        auto shared = std::make_shared<Callback>(std::move(callback));
        state_->add_done_callback([state = state_, shared = std::move(shared)] {
            const Future future{state};
            (*shared)(future);
        });
    }

    /// The result where it is kept, to be changed or moved from. Throws as result() does. Requires:
    /// no copy of this future is asked for it.
    auto& result_in_place() {
        std::as_const(*this).result();
        return std::get<1>(state_->outcome());
    }

private:
    template <typename Rep, typename Period>
    void wait_no_longer_than(std::chrono::duration<Rep, Period> timeout) const {
        if (!state_->wait_until(deadline_after(timeout))) throw TimeoutError{};
    }

    std::shared_ptr<detail::State<T>> state_;
};

}  // namespace triptych::threads
