/// A job that another thread does for a coroutine: the state that both share.
///
/// Concepts: happens-before
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/threadsafe_calls.hpp"

namespace triptych::coroutines::detail {

/// The waiting coroutine and the worker each hold a shared_ptr to it. So either may end first, and
/// so may the loop: the worker reaches the loop only through ThreadsafeCalls.
///
///     submitted ──begin()──> running ──finish()──> finished
///         ├────abandon()──────────────────────> abandoned: from then on begin() returns false
///         └────finish() without a run ──────> finished
///
/// A job may use variables of its coroutine. So a coroutine that is destroyed while its job is
/// running blocks its thread until the job has ended, as the destructor of std::jthread does.
class ExternalWork {
public:
    explicit ExternalWork(const EventLoop& loop) : calls_{loop.threadsafe_calls()} {}
    ExternalWork(const ExternalWork&) = delete;
    ExternalWork& operator=(const ExternalWork&) = delete;

    // --- for the worker, in any thread -------------------------------------------------------

    /// Returns false if the job must not run: it was abandoned, or has already begun.
    bool begin() noexcept {
        const std::lock_guard lock{mutex_};
        if (phase_ != Phase::submitted) return false;
        phase_ = Phase::running;
        was_run_ = true;
        return true;
    }

    /// The job has ended, or will never run: wakes the coroutine, if it still waits and its loop
    /// still exists. What the worker did before happens before the coroutine resumes. Later calls
    /// do nothing.
    static void finish(const std::shared_ptr<ExternalWork>& work) noexcept {
        {
            const std::lock_guard lock{work->mutex_};
            const bool was_abandoned = work->phase_ == Phase::abandoned;
            if (was_abandoned || work->phase_ == Phase::finished) return;
            work->phase_ = Phase::finished;
            work->changed_.notify_all();
        }
        work->calls_->call_soon([work] { work->arrive(); });
    }

    // --- for the coroutine, in the thread of its loop ----------------------------------------

    /// `waiting`, which is suspended, is woken when the work has finished. run() does not return
    /// before that.
    void wake_when_finished(PromiseBase& waiting) noexcept {
        waiting_ = &waiting;
        calls_->add_external_work();
    }

    /// The coroutine resumes for another reason.
    void stop_waiting() noexcept {
        if (std::exchange(waiting_, nullptr) != nullptr) calls_->external_work_done();
    }

    /// If the job has not begun, it never will; otherwise blocks this thread until it has ended.
    void abandon() noexcept {
        stop_waiting();
        std::unique_lock lock{mutex_};
        if (phase_ == Phase::submitted) phase_ = Phase::abandoned;
        changed_.wait(lock, [this] { return phase_ != Phase::running; });
    }

    /// Blocks this thread until finish() was called.
    void wait_until_finished() noexcept {
        stop_waiting();
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return phase_ == Phase::finished; });
    }

    /// Returns whether begin() has succeeded. Requires: the work has finished.
    bool was_run() const noexcept { return was_run_; }

private:
    enum class Phase { submitted, running, finished, abandoned };

    void arrive() noexcept {
        PromiseBase* const waiting = waiting_;
        if (waiting == nullptr) return;
        stop_waiting();
        waiting->wake();
    }

    const std::shared_ptr<ThreadsafeCalls> calls_;
    PromiseBase* waiting_ = nullptr;  // null if no coroutine waits; used only by the loop's thread

    std::mutex mutex_;
    std::condition_variable changed_;
    Phase phase_ = Phase::submitted;  // guarded by mutex_
    bool was_run_ = false;            // written before phase_ becomes finished
};

}  // namespace triptych::coroutines::detail
