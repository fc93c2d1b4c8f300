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

/// Returns whether the failure is the error of a robust mutex whose owner has died.
bool is_owner_death(const std::exception_ptr& failure) {
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
    if (::getpid() != owner_) {
        workers_.disown_all();
        return;
    }
    try {
        if (std::uncaught_exceptions() <= exceptions_)
            shutdown();
        else
            break_pool("an exception destroyed the pool before its jobs had ended");
    } catch (const std::exception& error) {
        break_pool(error.what());
    }
    call_back();
}

void ProcessPool::shutdown(Shutdown how) {
    check_owner();
    closed_ = true;
    const std::weak_ptr<ProcessPool> self = self_;
    if (how.cancel_futures)
        for (const Job& job : std::deque{pending_})  // a copy: callbacks may change pending_
            job->cancel();
    if (!how.wait || self.expired()) return;
    while (!pending_.empty() || is_any_busy()) {
        drive(Deadline::max());
        if (self.expired()) return;
    }
    workers_.stop_all();
    workers_.close();
}

bool ProcessPool::is_any_busy() const {
    return std::ranges::any_of(jobs_, [](const Job& job) { return job != nullptr; });
}

void ProcessPool::check_owner() const {
    if (::getpid() != owner_)
        throw std::logic_error{"a job cannot use its parent's process pool: create one in the job"};
}

void ProcessPool::check_open() const {
    check_owner();
    if (broken_) std::rethrow_exception(broken_);
    if (closed_) throw ShutDownError{};
}

/// One step: assigns jobs; waits until a worker answers or dies, or until `deadline`; handles
/// that; assigns jobs again; and last calls the callbacks, which may destroy the pool.
void ProcessPool::drive(Deadline deadline) {
    check_owner();
    assign_jobs();
    const bool is_worth_waiting = is_any_busy() && settled_.empty();
    for (const std::size_t worker :
         workers_.readable_workers(is_worth_waiting ? deadline : Deadline::min())) {
        if (jobs_[worker])
            receive(worker);
        else if (workers_.has_process(worker) && workers_.has_died(worker))
            handle_idle_death(worker);
    }
    assign_jobs();
    call_back();
}

void ProcessPool::drive_until(const std::vector<ProcessPool*>& pools,
                              const std::function<bool()>& is_enough) {
    if (pools.size() == 1) {  // if a callback destroys it, all of its jobs are done
        while (!is_enough())
            pools.front()->drive(Deadline::max());
        return;
    }
    std::vector<std::weak_ptr<ProcessPool>> alive;  // callbacks may destroy them, too
    std::vector<pollfd> readable;
    for (const ProcessPool* pool : pools) {
        alive.emplace_back(pool->self_);
        readable.push_back({pool->descriptor(), POLLIN, 0});
    }
    while (!is_enough()) {
        for (std::size_t i = 0; i < alive.size(); ++i)
            if (const auto pool = alive[i].lock())
                pool->progress();
            else
                readable[i].fd = -1;  // poll ignores it
        if (is_enough()) return;
        while (::poll(readable.data(), readable.size(), -1) == -1)
            if (errno != EINTR) throw_errno("poll");
    }
}

/// The next job that has not been cancelled; null if there is none.
ProcessPool::Job ProcessPool::next_job() {
    while (!pending_.empty()) {
        Job job = std::move(pending_.front());
        pending_.pop_front();
        if (job->begin()) return job;
    }
    return nullptr;
}

void ProcessPool::assign_jobs() {
    for (std::size_t worker = 0; worker < jobs_.size(); ++worker)
        while (!jobs_[worker]) {  // again if the job could not be assigned
            Job job = next_job();
            if (!job) return;
            assign(worker, std::move(job));
        }
}

/// The worker counts as busy while packing runs the user's code, which may use this pool.
void ProcessPool::assign(std::size_t worker, Job job) {
    jobs_[worker] = job;
    Bytes message;
    try {
        message = job->pack();
    } catch (...) {  // nothing has been sent to the worker
        jobs_[worker] = nullptr;
        return settle(std::move(job), std::current_exception());
    }
    try {
        if (!workers_.has_process(worker)) workers_.start(worker);
        if (workers_.send(worker, message)) return;
        if (on_death_ == OnDeath::break_pool) return handle_death(worker);
        workers_.stop(worker);  // it died while it was idle, so this job is not the cause
        workers_.start(worker);
        std::ignore =
            workers_.send(worker, message);  // if this one dies, too, receive() detects it
    } catch (...) {
        jobs_[worker] = nullptr;
        const auto failure = std::current_exception();
        workers_.stop(worker);
        settle(std::move(job), failure);
    }
}

/// If a worker is killed while it holds a lock, the other workers fail when they lock it. With
/// OnDeath::break_pool, BrokenPool should name the cause (the death) and not the consequence. So
/// after such a failure, it waits a moment for the death of one of this pool's workers.
void ProcessPool::receive(std::size_t worker) {
    constexpr std::chrono::seconds patience{1};
    std::optional<Bytes> answer;
    std::exception_ptr failure;
    try {
        answer = workers_.receive(worker);
        if (answer) failure = detail::unpack_answer(*answer, *jobs_[worker]);
    } catch (...) {  // for example std::bad_alloc; the rest of the message may be unread
        failure = std::current_exception();
        workers_.stop(worker);
    }
    if (!answer && !failure) return handle_death(worker);
    if (on_death_ == OnDeath::break_pool && is_owner_death(failure)) {
        workers_.wait_for_death(deadline_after(patience));
        for (std::size_t other = 0; other < workers_.size(); ++other)
            if (other != worker && workers_.has_process(other) && workers_.has_died(other))
                return handle_death(other);
    }
    settle(std::exchange(jobs_[worker], nullptr), std::move(failure));
}

/// assign() starts a new worker in its place when there is a job for it.
void ProcessPool::handle_idle_death(std::size_t worker) {
    const std::string death = workers_.stop(worker);
    if (on_death_ == OnDeath::break_pool) break_pool(fmt::format("the pool is broken: {}", death));
}

void ProcessPool::handle_death(std::size_t worker) {
    std::string death = workers_.stop(worker);
    if (death.empty()) death = "a worker exited in the middle of a job";
    if (on_death_ == OnDeath::break_pool)
        return break_pool(fmt::format("the pool is broken: {}", death));
    Job job = std::exchange(jobs_[worker], nullptr);
    if (job->first_death().empty()) {
        job->note_death(std::move(death));
        assign(worker, std::move(job));  // to a new worker in its place
    } else {
        const auto message = fmt::format("job {} failed: {}; run again, {}", job->number(),
                                         job->first_death(), death);
        settle(std::move(job), std::make_exception_ptr(WorkerDied{message}));
    }
}

void ProcessPool::settle(Job job, std::exception_ptr failure) {
    job->settle(std::move(failure));
    settled_.push_back(std::move(job));
}

/// Kills the workers, and fails all jobs that are not done.
void ProcessPool::break_pool(const std::string& why) {
    broken_ = std::make_exception_ptr(BrokenPool{why});
    workers_.kill_all();
    workers_.stop_all();
    for (Job& job : jobs_)
        if (job) settle(std::exchange(job, nullptr), broken_);
    while (Job job = next_job())
        settle(std::move(job), broken_);
}

void ProcessPool::call_back() noexcept {
    const std::weak_ptr<ProcessPool> self = self_;
    while (!self.expired() && !settled_.empty()) {
        const Job job = std::move(settled_.front());
        settled_.pop_front();
        job->call_back();
    }
}

}  // namespace triptych::processes
