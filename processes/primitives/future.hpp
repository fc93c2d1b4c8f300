/// The future of a job that runs in another process: wait for its result, get it, or cancel it.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "common/deadline.hpp"
#include "common/errors.hpp"
#include "processes/primitives/bytes.hpp"

namespace triptych::processes {

class ProcessPool;

namespace detail {

using Deadline = std::chrono::steady_clock::time_point;

/// The state that a pool and a future share, whatever type the job returns.
///
///     pending ──begin()──> running ──settle()──> done
///        └────────────────cancel()────────────────┘
///
/// Used only in the process that created it. While it is not done, its pool exists and refers to
/// it.
class Job {
public:
    Job(ProcessPool& pool, std::size_t number) : pool_{pool}, number_{number} {}
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    virtual ~Job() = default;

    /// Returns the message to send to the worker.
    virtual Bytes pack() = 0;

    /// Stores the result from the worker's answer. Requires: the job threw nothing there.
    virtual void unpack(std::span<const std::byte> result) = 0;

    /// Frees what pack() and unpack() need. Called once the job is done.
    virtual void release() noexcept = 0;

    /// Returns false if the job was cancelled. A job may begin twice, if its first worker died.
    bool begin();

    /// Marks the job as done: with the unpacked result or, if it is not null, with `failure`. The
    /// future may live long, so its arguments are freed.
    void settle(std::exception_ptr failure);

    /// Calls the callbacks. Not a part of settle(), because a callback may do anything, even wait
    /// for other jobs.
    void call_back() noexcept;

    bool cancel();
    bool done() const { return phase_ == Phase::done; }
    std::exception_ptr failure() const { return failure_; }
    void add_done_callback(std::function<void()> callback);

    /// Drives the pool until the job is done, or until `deadline`; at least once if the job is not
    /// done.
    void wait_until(Deadline deadline = Deadline::max());

    /// Requires: the job is not done.
    ProcessPool& pool() const { return pool_; }

    std::size_t number() const { return number_; }

    /// How the first worker that ran the job died; empty if none did.
    const std::string& first_death() const { return first_death_; }
    void note_death(std::string death) { first_death_ = std::move(death); }

private:
    enum class Phase { pending, running, done };

    ProcessPool& pool_;
    std::size_t number_;
    Phase phase_ = Phase::pending;
    std::exception_ptr failure_;                    // null if it returned, or is not done
    std::vector<std::function<void()>> callbacks_;  // empty once they have been called
    std::string first_death_;
};

/// A job that returns a T.
template <typename T>
class JobFor : public Job {
public:
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
    using Job::Job;
    std::optional<Value> value;  // set once the job is done and has not failed
};

/// A job whose message is `pack()`, and whose result is `unpack(answer)`.
template <typename T, typename Pack, typename Unpack>
class PackedJob : public JobFor<T> {
public:
    PackedJob(ProcessPool& pool, std::size_t number, Pack pack, Unpack unpack)
        : JobFor<T>{pool, number}, pack_{std::move(pack)}, unpack_{std::move(unpack)} {}

    Bytes pack() override { return (*pack_)(); }
    void unpack(std::span<const std::byte> answer) override {
        this->value.emplace((*unpack_)(answer));
    }
    void release() noexcept override {
        pack_.reset();
        unpack_.reset();
    }

private:
    std::optional<Pack> pack_;  // has the arguments; empty once the job is done, as the next
    std::optional<Unpack> unpack_;
};

}  // namespace detail

/// Like Python's concurrent.futures.Future. Copies refer to the same job. A future may outlive its
/// pool; if it is destroyed before the job ends, the job runs on.
///
/// The parent has one thread, so the pool makes progress only while that thread waits for a future,
/// or calls done(). Each such call serves the whole pool: it receives results, assigns jobs and
/// calls callbacks.
template <typename T>
class Future {
    using Looked = std::remove_cv_t<std::add_lvalue_reference_t<const T>>;  // const T&, or void

public:
    explicit Future(std::shared_ptr<detail::JobFor<T>> job) : job_{std::move(job)} {}

    /// Returns whether the job has returned, thrown or been cancelled.
    bool done() const { return job_->wait_until(detail::Deadline::min()), job_->done(); }

    void wait() const { job_->wait_until(); }

    /// The same, but at most for `timeout`. Returns whether the job has ended.
    template <typename Rep, typename Period>
    bool wait_for(std::chrono::duration<Rep, Period> timeout) const {
        job_->wait_until(deadline_after(timeout));
        return job_->done();
    }

    /// Waits for the job. Returns a reference to its result, or throws what it threw, or
    /// CancelledError if it was cancelled. May be called any number of times.
    Looked result() const& {
        wait_and_rethrow();
        if constexpr (!std::is_void_v<T>) return *job_->value;
    }

    /// The same for a future that is not needed any more: moves the result out.
    T result() && {
        std::as_const(*this).result();
        if constexpr (!std::is_void_v<T>) return *std::move(job_->value);
    }

    /// As result(), but throws TimeoutError if the job has not ended after `timeout`. The job
    /// continues, and its result can be requested again. A message that is being sent or received
    /// is completed first, even if that takes longer.
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
    std::exception_ptr exception() const { return job_->wait_until(), job_->failure(); }

    /// Cancels the job. Returns false, and does nothing, if the job has begun or ended.
    bool cancel() { return job_->cancel(); }

    /// Calls `callback(future)` in this process once the job is done: while the program waits for a
    /// future, or at once if the job is done already. Requires: the callback does not throw.
    template <typename Callback>
    void add_done_callback(Callback callback) {
        // Shared, because a std::function must be copyable, and the callback may be move-only.
        auto shared = std::make_shared<Callback>(std::move(callback));
        job_->add_done_callback([job = job_, shared = std::move(shared)] {
            const Future future{job};
            (*shared)(future);
        });
    }

    /// The pool that must be driven until the job is done; null if it is done.
    ProcessPool* pool_to_drive() const { return job_->done() ? nullptr : &job_->pool(); }

    /// As result(), but returns a reference through which the result can be changed or moved from.
    /// Requires: nobody uses another copy of this future.
    auto& result_in_place() {
        wait_and_rethrow();
        return *job_->value;
    }

private:
    void wait_and_rethrow() const {
        job_->wait_until();
        if (job_->failure()) std::rethrow_exception(job_->failure());
    }

    template <typename Rep, typename Period>
    void wait_no_longer_than(std::chrono::duration<Rep, Period> timeout) const {
        if (!wait_for(timeout)) throw TimeoutError{};
    }

    std::shared_ptr<detail::JobFor<T>> job_;
};

}  // namespace triptych::processes
