#include "processes/primitives/process_pool.hpp"

#include <chrono>
#include <fmt/format.h>
#include <poll.h>
#include <system_error>
#include <tuple>
#include <unistd.h>

#include "common/deadline.hpp"
#include "processes/primitives/error.hpp"
#include "processes/primitives/pool_worker.hpp"

namespace triptych::processes {
namespace {

using detail::Deadline;

std::size_t at_least_one(int workers) {
    if (workers < 1) throw std::invalid_argument{"a process pool needs at least one worker"};
    return static_cast<std::size_t>(workers);
}

/// Whether a robust lock has told that its owner is dead.
bool tells_of_a_death(const std::exception_ptr& failure) {
    if (!failure) return false;
    try {
        std::rethrow_exception(failure);
    } catch (const std::system_error& error) {
        return error.code() == std::errc::owner_dead ||
               error.code() == std::errc::state_not_recoverable;
    } catch (...) {
        return false;
    }
}

}  // namespace

ProcessPool::ProcessPool(int workers, OnDeath on_death)
    : on_death_{on_death},
      owner_{::getpid()},
      workers_{at_least_one(workers), detail::serve},
      jobs_(workers_.size()) {}

ProcessPool::~ProcessPool() {
    try {
        if (std::uncaught_exceptions() == 0)
            shutdown();
        else
            break_off("an exception has ended the pool before its jobs");
    } catch (const std::exception& error) {
        break_off(error.what());
    }
    call_back();
}

void ProcessPool::shutdown(Shutdown how) {
    closed_ = true;
    if (how.cancel_futures)
        for (const Job& job : std::deque{pending_})  // a copy: it may call back anything
            job->cancel();
    if (!how.wait) return;
    while (!pending_.empty() || is_any_busy())
        drive(Deadline::max());
    workers_.dismiss_all();
    workers_.close();
}

bool ProcessPool::is_any_busy() const {
    return std::ranges::any_of(jobs_, [](const Job& job) { return job != nullptr; });
}

void ProcessPool::check_open() const {
    if (::getpid() != owner_)
        throw std::logic_error{"a job cannot use its parent's process pool: make one in the job"};
    if (broken_) std::rethrow_exception(broken_);
    if (closed_) throw ShutDownError{};
}

/// One step: hands out jobs, waits until a worker answers or dies or until `deadline`, deals with
/// that, and calls back.
void ProcessPool::drive(Deadline deadline) {
    give_out();
    const bool is_worth_waiting = is_any_busy() && settled_.empty();
    for (const std::size_t worker :
         workers_.readable_workers(is_worth_waiting ? deadline : Deadline::min())) {
        if (jobs_[worker])
            receive(worker);
        else if (workers_.is_there(worker) && workers_.has_died(worker))
            handle_idle_death(worker);
    }
    give_out();
    call_back();
}

void ProcessPool::drive_until(const std::vector<ProcessPool*>& pools,
                              const std::function<bool()>& is_enough) {
    if (pools.size() == 1) {
        while (!is_enough())
            pools.front()->drive(Deadline::max());
        return;
    }
    std::vector<pollfd> readable;
    for (const ProcessPool* pool : pools)
        readable.push_back({pool->descriptor(), POLLIN, 0});
    while (!is_enough()) {
        for (ProcessPool* pool : pools)
            pool->progress();
        if (is_enough()) return;
        while (::poll(readable.data(), readable.size(), -1) == -1)
            if (errno != EINTR) throw_errno("poll");
    }
}

/// The next job that has not been cancelled; null if there is none.
ProcessPool::Job ProcessPool::next() {
    while (!pending_.empty()) {
        Job job = std::move(pending_.front());
        pending_.pop_front();
        if (job->begin()) return job;
    }
    return nullptr;
}

void ProcessPool::give_out() {
    for (std::size_t worker = 0; worker < jobs_.size(); ++worker)
        while (!jobs_[worker]) {  // again if the job could not be given
            Job job = next();
            if (!job) return;
            give(worker, std::move(job));
        }
}

/// The worker counts as busy while the job is packed: that runs code of the user's, which may use
/// this pool.
void ProcessPool::give(std::size_t worker, Job job) {
    jobs_[worker] = job;
    Bytes message;
    try {
        message = job->pack();
    } catch (...) {  // the worker has seen nothing of it
        jobs_[worker] = nullptr;
        return settle(std::move(job), std::current_exception());
    }
    try {
        if (!workers_.is_there(worker)) workers_.start(worker);
        if (workers_.send(worker, message)) return;
        if (on_death_ == OnDeath::break_pool) return handle_death(worker);
        workers_.dismiss(worker);  // it died while it was idle: no fault of this job
        workers_.start(worker);
        std::ignore = workers_.send(worker, message);  // if it dies, too: receive() finds out
    } catch (...) {
        jobs_[worker] = nullptr;
        const auto failure = std::current_exception();
        workers_.dismiss(worker);
        settle(std::move(job), failure);
    }
}

/// A worker that is killed while it has a lock makes others fail. Where that breaks the pool, the
/// failure is the consequence and the death is the cause: it will be seen in a moment, if the dead
/// one was a worker of ours, and BrokenPool says how it died.
void ProcessPool::receive(std::size_t worker) {
    constexpr std::chrono::seconds until_it_is_seen{1};
    std::optional<Bytes> answer;
    std::exception_ptr failure;
    try {
        answer = workers_.receive(worker);
        if (answer) failure = detail::open(*answer, *jobs_[worker]);
    } catch (...) {  // no memory for it, say; and who knows where in the message
        failure = std::current_exception();
        workers_.dismiss(worker);
    }
    if (!answer && !failure) return handle_death(worker);
    if (on_death_ == OnDeath::break_pool && tells_of_a_death(failure)) {
        workers_.wait_for_a_death(deadline_after(until_it_is_seen));
        for (std::size_t other = 0; other < workers_.size(); ++other)
            if (other != worker && workers_.is_there(other) && workers_.has_died(other))
                return handle_death(other);
    }
    settle(std::exchange(jobs_[worker], nullptr), std::move(failure));
}

/// The next job starts another in its place.
void ProcessPool::handle_idle_death(std::size_t worker) {
    const std::string death = workers_.dismiss(worker);
    if (on_death_ == OnDeath::break_pool) break_off(fmt::format("the pool is broken: {}", death));
}

void ProcessPool::handle_death(std::size_t worker) {
    std::string death = workers_.dismiss(worker);
    if (death.empty()) death = "a worker exited in the middle of a job";
    if (on_death_ == OnDeath::break_pool)
        return break_off(fmt::format("the pool is broken: {}", death));
    Job job = std::exchange(jobs_[worker], nullptr);
    if (job->first_death().empty()) {
        job->note_death(std::move(death));
        give(worker, std::move(job));  // to the one that is forked in its place
    } else {
        const auto told = fmt::format("job {} failed: {}; run again, {}", job->number(),
                                      job->first_death(), death);
        settle(std::move(job), std::make_exception_ptr(WorkerDied{told}));
    }
}

void ProcessPool::settle(Job job, std::exception_ptr failure) {
    job->settle(std::move(failure));
    settled_.push_back(std::move(job));
}

/// Kills the workers: of what is not done, nothing will be.
void ProcessPool::break_off(const std::string& why) {
    broken_ = std::make_exception_ptr(BrokenPool{why});
    workers_.kill_all();
    workers_.dismiss_all();
    for (Job& job : jobs_)
        if (job) settle(std::exchange(job, nullptr), broken_);
    while (Job job = next())
        settle(std::move(job), broken_);
}

void ProcessPool::call_back() noexcept {
    while (!settled_.empty()) {
        const Job job = std::move(settled_.front());
        settled_.pop_front();
        job->call_back();
    }
}

}  // namespace triptych::processes
