/// A hand on a job that runs in some process, or will: wait for it, look at it, or call it off.
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

/// What a pool and a future share, whatever the job returns.
///
///     pending ──begin()──> running ──settle()──> done
///        └────────────────cancel()────────────────┘
///
/// Belongs to the process that made it. One that is not done is known to its pool, which lives.
class Job {
public:
    Job(ProcessPool& pool, std::size_t number) : pool_{pool}, number_{number} {}
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    virtual ~Job() = default;

    /// What to send to the worker.
    virtual Bytes pack() = 0;

    /// Keeps what came back. Requires: a worker had no trouble with it.
    virtual void unpack(std::span<const std::byte> result) = 0;

    /// False if it was cancelled. A job may begin twice: its worker may have died.
    bool begin();

    /// It is done, with what was unpacked or, if it is not null, with `failure`.
    void settle(std::exception_ptr failure);

    /// Calls those who asked for it. Not in settle(): they may do anything, even wait for others.
    void call_back() noexcept;

    bool cancel();
    bool done() const { return phase_ == Phase::done; }
    std::exception_ptr failure() const { return failure_; }
    void add_done_callback(std::function<void()> callback);

    /// Drives the pool until the job is done, or until `deadline`; once at least if it is not done.
    void wait_until(Deadline deadline = Deadline::max());

    /// Requires: it is not done.
    ProcessPool& pool() const { return pool_; }

    std::size_t number() const { return number_; }

    /// How the worker died that had it before; nothing if none did.
    const std::string& first_death() const { return first_death_; }
    void note_death(std::string death) { first_death_ = std::move(death); }

private:
    enum class Phase { pending, running, done };

    ProcessPool& pool_;
    std::size_t number_;
    Phase phase_ = Phase::pending;
    std::exception_ptr failure_;                    // null if it returned, or is not done
    std::vector<std::function<void()>> callbacks_;  // none once they have been called
    std::string first_death_;
};

/// A job that returns a T.
template <typename T>
class JobFor : public Job {
public:
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
    using Job::Job;
    std::optional<Value> value;  // once it is done, and has not failed
};

/// A job that is what `pack()` gives, and returned what `unpack(answer)` makes of its answer.
template <typename T, typename Pack, typename Unpack>
class PackedJob : public JobFor<T> {
public:
    PackedJob(ProcessPool& pool, std::size_t number, Pack pack, Unpack unpack)
        : JobFor<T>{pool, number}, pack_{std::move(pack)}, unpack_{std::move(unpack)} {}

    Bytes pack() override { return pack_(); }
    void unpack(std::span<const std::byte> answer) override {
        this->value.emplace(unpack_(answer));
    }

private:
    Pack pack_;
    Unpack unpack_;
};

}  // namespace detail

/// The twin of Python's concurrent.futures.Future; copies are hands on the same job. It may outlive
/// its pool, and dying before the job does the job no harm.
///
/// The parent has one thread: nothing is heard of a job but while somebody waits for one, or asks
/// whether it is done. Whoever does serves the whole pool: hands out jobs, and calls back.
template <typename T>
class Future {
    using Looked = std::remove_cv_t<std::add_lvalue_reference_t<const T>>;  // const T&, or void

public:
    explicit Future(std::shared_ptr<detail::JobFor<T>> job) : job_{std::move(job)} {}

    /// Whether the job has returned, thrown or been cancelled.
    bool done() const { return job_->wait_until(detail::Deadline::min()), job_->done(); }

    void wait() const { job_->wait_until(); }

    /// Waits for the job, and looks at what it returned or throws what it threw; any number of
    /// times. Throws CancelledError if it was called off.
    Looked result() const& {
        wait_and_rethrow();
        if constexpr (!std::is_void_v<T>) return *job_->value;
    }

    /// The same of a future that is not needed any more: takes the result out, and copies nothing.
    T result() && {
        std::as_const(*this).result();
        if constexpr (!std::is_void_v<T>) return *std::move(job_->value);
    }

    /// As result(), but throws TimeoutError if the job has not ended by then. It goes on, and can
    /// be asked for its result again. A message that has begun to come or go is waited for.
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
    std::exception_ptr exception() const { return job_->wait_until(), job_->failure(); }

    /// Calls the job off. False, and nothing happens, if it has begun or ended.
    bool cancel() { return job_->cancel(); }

    /// Calls `callback(future)` in this process once the job is done: when somebody waits, or here
    /// and now if it is done already. Requires: it does not throw.
    template <typename Callback>
    void add_done_callback(Callback callback) {
        // Shared, for a std::function can be copied, and the callback perhaps cannot.
        auto shared = std::make_shared<Callback>(std::move(callback));
        job_->add_done_callback([job = job_, shared = std::move(shared)] {
            const Future future{job};
            (*shared)(future);
        });
    }

    /// The pool that has to be driven until this is done; null if it is done.
    ProcessPool* pool_in_charge() const { return job_->done() ? nullptr : &job_->pool(); }

    /// The result where it is kept, to be changed or moved from. Throws as result() does. Requires:
    /// no copy of this future is asked for it.
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
        job_->wait_until(deadline_after(timeout));
        if (!job_->done()) throw TimeoutError{};
    }

    std::shared_ptr<detail::JobFor<T>> job_;
};

}  // namespace triptych::processes
