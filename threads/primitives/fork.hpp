/// Fork: a job that another worker of a StealingPool may run; its join() helps until it has ended.
///
/// Concepts: fork-join, work stealing
#pragma once

#include <exception>
#include <functional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "threads/primitives/stealing_pool.hpp"

namespace triptych::threads {

/// The part of Fork that does not depend on the function.
class ForkBase : protected detail::ForkedJob {
public:
    ForkBase(const ForkBase&) = delete;
    ForkBase& operator=(const ForkBase&) = delete;

    /// Returns when the job has ended; throws what it has thrown. If nobody has taken it, runs it
    /// now. If a thief runs it, runs meanwhile what that thief has forked: these are parts of this
    /// job, so the stack gets no deeper than by running the job itself (leapfrogging: Wagner and
    /// Calder, PPoPP 1993). Requires: called at most once, by the thread that created it.
    void join() {
        wait(&ForkedJob::run);
        if (error) std::rethrow_exception(std::exchange(error, nullptr));
    }

protected:
    explicit ForkBase(Call called) noexcept
        : ForkedJob{called}, worker_{detail::worker_of_this_thread} {}
    ~ForkBase() = default;

    /// From now on another worker may run it.
    void publish() {
        if (worker_.pool == nullptr)
            throw std::logic_error{"only a job of a StealingPool can fork: call run()"};
        if (worker_.pool->is_stopped_.load(std::memory_order_relaxed)) throw CancelledError{};
        worker_.pool->crew_.push(worker_.self, this);
    }

    void take_back_or_wait() noexcept {
        wait([](ForkedJob& job) { job.is_done.store(true, std::memory_order_relaxed); });
    }

private:
    /// `end_own` ends this job if it is still in the queue. In front of it there may be newer jobs
    /// of this thread, which are run. (There are no older ones if it was stolen: thieves take the
    /// oldest first.)
    template <typename EndOwn>
    void wait(EndOwn end_own) {
        while (!is_done.load(std::memory_order_acquire)) {
            ForkedJob* const own = worker_.pool->crew_.pop(worker_.self);
            if (own == this)
                std::invoke(end_own, *own);
            else if (own != nullptr)
                own->run();
            else
                help();
        }
    }

    void help() {
        const std::size_t whom = thief.load(std::memory_order_relaxed);
        ForkedJob* job = nullptr;
        if (whom != nobody) job = worker_.pool->crew_.steal_from(whom);
        if (job != nullptr)
            StealingPool::run_stolen(*job, worker_.self);
        else
            std::this_thread::yield();
    }

    const detail::StealingWorker worker_;  // of the thread that forked
};

/// Used like a std::jthread, in a function that a StealingPool runs. It cannot be moved, because
/// the queue refers to it.
template <typename Function>
class [[nodiscard]] Fork : public ForkBase {
public:
    /// `function()` is called once at most, in this thread or another one. Throws std::logic_error
    /// in a thread that is no worker, and CancelledError after StealingPool::request_stop().
    explicit Fork(Function function)
        : ForkBase{[](detail::ForkedJob& job) { static_cast<Fork&>(job).function_(); }},
          function_{std::move(function)} {
        publish();
    }

    /// If the job was not joined (because of an exception, as a rule), takes it back, so that it
    /// never begins; or waits for it, if it has begun. What it has thrown is then lost.
    ~Fork() { take_back_or_wait(); }

private:
    Function function_;
};

}  // namespace triptych::threads
