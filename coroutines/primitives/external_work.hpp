/// One job that another thread does for a coroutine: the state that both share.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/threadsafe_calls.hpp"

namespace triptych::coroutines::detail {

/// Both sides hold it by a shared_ptr: the coroutine that waits, and the worker. So either may end
/// first, and so may the loop: the worker reaches that only through ThreadsafeCalls.
///
///     submitted ──begin()──> running ──finish()──> finished
///         ├────abandon()──────────────────────> abandoned: begin() is refused from then on
///         └────finish()── nobody ran it ──────> finished
///
/// A job uses what its coroutine owns. So a coroutine that is destroyed while its job runs blocks
/// its thread until the job has ended, as the destructor of a std::jthread does.
class ExternalWork {
public:
    explicit ExternalWork(const EventLoop& loop) : calls_{loop.threadsafe_calls()} {}
    ExternalWork(const ExternalWork&) = delete;
    ExternalWork& operator=(const ExternalWork&) = delete;

    // --- for the worker, in any thread --------------------------------------------------------

    /// False if the job must not run: it was abandoned, or it has been begun already.
    bool begin() noexcept {
        const std::lock_guard lock{mutex_};
        if (phase_ != Phase::submitted) return false;
        phase_ = Phase::running;
        was_run_ = true;
        return true;
    }

    /// The job has ended, or never will run: wakes the coroutine, if it still waits and its loop
    /// still lives. What the worker did before happens before the coroutine goes on. Calls after
    /// the first do nothing.
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

    // --- for the coroutine, in the thread of its loop -----------------------------------------

    /// `waiting`, which is suspended, is woken when the work has finished. The loop counts that as
    /// something to wait for.
    void wake_when_finished(PromiseBase& waiting) noexcept {
        waiting_ = &waiting;
        calls_->add_external_work();
    }

    /// It goes on for another reason.
    void wake_nobody() noexcept {
        if (std::exchange(waiting_, nullptr) != nullptr) calls_->external_work_done();
    }

    /// The job never runs, if it has not begun; else blocks this thread until it has ended.
    void abandon() noexcept {
        wake_nobody();
        std::unique_lock lock{mutex_};
        if (phase_ == Phase::submitted) phase_ = Phase::abandoned;
        changed_.wait(lock, [this] { return phase_ != Phase::running; });
    }

    /// Blocks this thread until finish().
    void wait_until_finished() noexcept {
        wake_nobody();
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return phase_ == Phase::finished; });
    }

    /// Whether begin() has succeeded. Requires: the work has finished.
    bool was_run() const noexcept { return was_run_; }

private:
    enum class Phase { submitted, running, finished, abandoned };

    void arrive() noexcept {
        PromiseBase* const waiting = waiting_;
        if (waiting == nullptr) return;
        wake_nobody();
        waiting->wake();
    }

    const std::shared_ptr<ThreadsafeCalls> calls_;
    PromiseBase* waiting_ = nullptr;  // null while nobody waits; only the loop's thread uses it

    std::mutex mutex_;
    std::condition_variable changed_;
    Phase phase_ = Phase::submitted;  // guarded by mutex_
    bool was_run_ = false;            // written before phase_ becomes finished
};

}  // namespace triptych::coroutines::detail
