#include "processes/process_pool.hpp"

#include <chrono>
#include <climits>
#include <fmt/format.h>
#include <poll.h>
#include <sys/epoll.h>
#include <tuple>

#include "processes/error.hpp"
#include "processes/pool_worker.hpp"

namespace triptych::processes {
namespace {

using detail::Deadline;

/// For poll(): rounded up, and -1 for ever.
int milliseconds_until(Deadline deadline) {
    if (deadline == Deadline::max()) return -1;
    const auto now = std::chrono::steady_clock::now();
    if (deadline <= now) return 0;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now).count();
    return static_cast<int>(std::min<decltype(left)>(left, INT_MAX));
}

}  // namespace

ProcessPool::ProcessPool(int workers, OnDeath on_death) : on_death_{on_death} {
    if (workers < 1) throw std::invalid_argument{"a process pool needs at least one worker"};
    speaking_ = Descriptor{::epoll_create1(EPOLL_CLOEXEC)};
    if (!speaking_.is_open()) throw_errno("epoll_create1");
    workers_.resize(static_cast<std::size_t>(workers));
    try {
        for (Worker& worker : workers_)
            start(worker);
    } catch (...) {
        send_home();
        throw;
    }
}

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
    const auto has_job = [](const Worker& worker) { return worker.job != nullptr; };
    while (!pending_.empty() || std::ranges::any_of(workers_, has_job))
        drive(Deadline::max());
    send_home();
    std::ranges::for_each(workers_, dismiss);
    speaking_.close();
}

void ProcessPool::send_home() const noexcept {
    for (const Worker& worker : workers_)
        worker.channel.hang_up();
}

void ProcessPool::start(Worker& worker) {
    auto [ours, theirs] = Channel::make();
    worker.channel = std::move(ours);
    worker.process.emplace([this, &theirs] {
        for (Worker& other : workers_)
            other.channel.close();  // the parent's ends: copies, and no business of ours
        speaking_.close();
        detail::serve(theirs);
    });
    epoll_event event{};
    event.events = EPOLLIN;
    if (::epoll_ctl(speaking_.get(), EPOLL_CTL_ADD, worker.channel.descriptor(), &event) == -1)
        throw_errno("epoll_ctl");
}

/// Waits for it: it goes home when it has no job, or when it has no more to tell.
void ProcessPool::dismiss(Worker& worker) noexcept {
    worker.channel.close();
    worker.process.reset();
}

void ProcessPool::check_open() const {
    if (broken_) std::rethrow_exception(broken_);
    if (closed_) throw ShutDownError{};
}

/// One step: hands out jobs, waits until a worker speaks or until `deadline`, hears, calls back.
void ProcessPool::drive(Deadline deadline) {
    give_out();
    for (Worker* worker : those_that_speak(deadline)) {
        if (worker->job)
            hear(*worker);
        else if (worker->process)
            bury_idle(*worker);
    }
    give_out();
    call_back();
}

/// The next job that has not been called off; null if there is none.
ProcessPool::Job ProcessPool::next() {
    while (!pending_.empty()) {
        Job job = std::move(pending_.front());
        pending_.pop_front();
        if (job->begin()) return job;
    }
    return nullptr;
}

void ProcessPool::give_out() {
    for (Worker& worker : workers_)
        if (!worker.job)
            if (Job job = next()) give(worker, std::move(job));
}

void ProcessPool::give(Worker& worker, Job job) {
    worker.job = job;
    try {
        const Bytes message = job->pack();
        if (!worker.process) start(worker);
        if (worker.channel.send(message)) return;
        if (on_death_ == OnDeath::break_pool) return bury(worker);
        dismiss(worker);  // it died while it was idle: no fault of this job
        start(worker);
        std::ignore = worker.channel.send(message);  // if it dies, too: hear() will be told
    } catch (...) {
        worker.job = nullptr;
        dismiss(worker);
        settle(std::move(job), std::current_exception());
    }
}

/// Waits until some worker has something to say, be it that it died.
std::vector<ProcessPool::Worker*> ProcessPool::those_that_speak(Deadline deadline) {
    std::vector<pollfd> channels;
    std::vector<Worker*> alive;
    bool is_anybody_busy = false;
    for (Worker& worker : workers_)
        if (worker.process) {
            channels.push_back({worker.channel.descriptor(), POLLIN, 0});
            alive.push_back(&worker);
            is_anybody_busy = is_anybody_busy || worker.job;
        }
    if (!is_anybody_busy || !settled_.empty()) deadline = Deadline::min();
    while (::poll(channels.data(), channels.size(), milliseconds_until(deadline)) == -1)
        if (errno != EINTR) throw_errno("poll");
    std::vector<Worker*> speaking;
    for (std::size_t i = 0; i < alive.size(); ++i)
        if (channels[i].revents != 0) speaking.push_back(alive[i]);
    return speaking;
}

/// One that speaks without having been asked has died. Who needs it starts another.
void ProcessPool::bury_idle(Worker& worker) {
    if (on_death_ == OnDeath::break_pool)
        break_off(fmt::format("the pool is broken: {}", worker.process->wait()));
    else
        dismiss(worker);
}

void ProcessPool::hear(Worker& worker) {
    std::optional<Bytes> answer;
    std::exception_ptr failure;
    try {
        answer = worker.channel.receive();
        if (answer) failure = detail::open(*answer, *worker.job);
    } catch (...) {  // no memory for it, say; and who knows where in the message
        failure = std::current_exception();
        dismiss(worker);
    }
    if (!answer && !failure) return bury(worker);
    settle(std::exchange(worker.job, nullptr), std::move(failure));
}

void ProcessPool::bury(Worker& worker) {
    Job job = std::exchange(worker.job, nullptr);
    std::string death = worker.process->wait();
    dismiss(worker);
    if (death.empty()) death = "a worker exited in the middle of a job";
    if (on_death_ == OnDeath::break_pool) {
        worker.job = std::move(job);
        break_off(fmt::format("the pool is broken: {}", death));
    } else if (job->first_death().empty()) {
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
    for (Worker& worker : workers_) {
        if (worker.process) worker.process->kill();
        dismiss(worker);
        if (worker.job) settle(std::exchange(worker.job, nullptr), broken_);
    }
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
