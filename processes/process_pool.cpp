#include "processes/process_pool.hpp"

#include <exception>
#include <fmt/format.h>
#include <poll.h>
#include <tuple>

#include "processes/error.hpp"

namespace triptych::processes {
namespace {

/// The first byte of an answer.
enum class Outcome : unsigned char { returned, threw };

Bytes begin_answer(Outcome outcome) {
    return {static_cast<std::byte>(outcome)};
}

Bytes error_answer(std::string_view message) {
    Bytes answer = begin_answer(Outcome::threw);
    for (const char character : message)
        answer.push_back(static_cast<std::byte>(character));
    return answer;
}

std::string as_text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

ProcessPool::ProcessPool(int workers) {
    if (workers < 1) throw std::invalid_argument{"a process pool needs at least one worker"};
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
    send_home();
}

/// The members' destruction waits for them.
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
        serve(theirs);
    });
}

/// A worker's life: until its parent hangs up.
void ProcessPool::serve(const Channel& channel) {
    while (const auto message = channel.receive()) {
        Bytes answer = begin_answer(Outcome::returned);
        try {
            std::span<const std::byte> job{*message};
            const auto call = take<Call>(job);
            call(job, answer);
        } catch (const std::exception& error) {
            answer = error_answer(error.what());
        } catch (...) {
            answer = error_answer("an exception that is no std::exception");
        }
        if (!channel.send(answer)) return;
    }
}

/// One map() or as_completed(), from the first job to the last result.
class ProcessPool::Run {
public:
    Run(ProcessPool& pool, const Jobs& jobs) : pool_{pool}, jobs_{jobs} {}
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    /// If it is left by an exception, waits for the jobs that have begun.
    ~Run() {
        for (Worker& worker : pool_.workers_) {
            if (worker.job && !worker.channel.receive()) worker.process.reset();
            worker.job.reset();
            worker.first_death.clear();
        }
    }

    void to_the_end() {
        while (ended_ < jobs_.count) {
            for (Worker& worker : pool_.workers_)
                if (!worker.job && next_ < jobs_.count) give(worker, next_++);
            for (Worker* worker : those_that_answer())
                hear(*worker);
        }
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    void give(Worker& worker, std::size_t job) {
        const Bytes message = jobs_.pack(job);
        if (!worker.process) pool_.start(worker);
        if (!worker.channel.send(message)) {  // it died while it was idle
            worker.process.reset();
            pool_.start(worker);
            std::ignore = worker.channel.send(message);  // if it dies, too: hear() will be told
        }
        worker.job = job;
    }

    /// Waits until some worker has something to say, be it that it died.
    std::vector<Worker*> those_that_answer() {
        std::vector<pollfd> channels;
        std::vector<Worker*> busy;
        for (Worker& worker : pool_.workers_)
            if (worker.job) {
                channels.push_back({worker.channel.descriptor(), POLLIN, 0});
                busy.push_back(&worker);
            }
        while (::poll(channels.data(), channels.size(), -1) == -1)
            if (errno != EINTR) throw_errno("poll");
        std::vector<Worker*> speaking;
        for (std::size_t i = 0; i < busy.size(); ++i)
            if (channels[i].revents != 0) speaking.push_back(busy[i]);
        return speaking;
    }

    void hear(Worker& worker) {
        if (const auto reply = worker.channel.receive()) {
            const std::size_t job = *std::exchange(worker.job, std::nullopt);
            worker.first_death.clear();
            ++ended_;
            const auto what = std::span{*reply}.subspan(1);
            if (static_cast<Outcome>(reply->front()) == Outcome::returned)
                jobs_.done(job, what);
            else
                fail(job, std::make_exception_ptr(RemoteError{as_text(what)}));
        } else {
            bury(worker);
        }
    }

    void bury(Worker& worker) {
        const std::size_t job = *std::exchange(worker.job, std::nullopt);
        auto death = worker.process->wait();
        if (death.empty()) death = fmt::format("a worker exited in the middle of a job");
        worker.process.reset();
        if (worker.first_death.empty()) {
            worker.first_death = std::move(death);
            give(worker, job);
        } else {
            ++ended_;
            fail(job, std::make_exception_ptr(
                          WorkerDied{fmt::format("job {} failed: {}; run again, {}", job,
                                                 std::exchange(worker.first_death, {}), death)}));
        }
    }

    void fail(std::size_t job, std::exception_ptr why) {
        if (failure_ && failed_job_ < job) return;
        failure_ = std::move(why);
        failed_job_ = job;
    }

    ProcessPool& pool_;
    const Jobs& jobs_;
    std::size_t next_ = 0;        // the first job that no worker has been given
    std::size_t ended_ = 0;       // jobs that returned or failed
    std::exception_ptr failure_;  // null while none has failed
    std::size_t failed_job_ = 0;  // whose failure it is: the first in call order
};

void ProcessPool::run(const Jobs& jobs) {
    Run{*this, jobs}.to_the_end();
}

}  // namespace triptych::processes
