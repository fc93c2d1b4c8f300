#include "processes/primitives/supervisor.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <poll.h>
#include <sys/epoll.h>
#include <utility>

#include "processes/primitives/error.hpp"

namespace triptych::processes {
namespace {

/// A timeout for poll and epoll_wait: rounded up, and -1 (no timeout) for Deadline::max().
int milliseconds_until(Supervisor::Deadline deadline) {
    if (deadline == Supervisor::Deadline::max()) return -1;
    const auto now = std::chrono::steady_clock::now();
    if (deadline <= now) return 0;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now).count();
    return static_cast<int>(std::min<decltype(left)>(left, INT_MAX));
}

}  // namespace

Supervisor::Supervisor(std::size_t workers, std::function<void(const Channel&)> serve)
    : serve_{std::move(serve)}, epoll_{::epoll_create1(EPOLL_CLOEXEC)} {
    if (!epoll_.is_open()) throw_errno("epoll_create1");
    workers_.resize(workers);
    try {
        for (std::size_t worker = 0; worker < workers; ++worker)
            start(worker);
    } catch (...) {
        stop_all();
        throw;
    }
}

void Supervisor::start(std::size_t number) {
    auto [ours, theirs] = Channel::make();
    Worker& worker = workers_[number];
    worker.channel = std::move(ours);
    try {
        worker.process.emplace(
            [this, &theirs] {
                disown_all();
                serve_(theirs);
            },
            Process::Handle::pidfd);
    } catch (...) {
        worker.channel.close();
        throw;
    }
    try {
        watch(worker.channel.descriptor(), number);
        watch(worker.process->descriptor(), number);
    } catch (...) {
        stop(number);
        throw;
    }
}

void Supervisor::watch(int descriptor, std::size_t worker) const {
    if (descriptor == -1) return;  // a process without a pidfd: only its channel is watched
    epoll_event event{.events = EPOLLIN, .data = {.u64 = worker}};
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event) == -1)
        throw_errno("epoll_ctl");
}

void Supervisor::unwatch(int descriptor) const noexcept {
    if (descriptor != -1) ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, descriptor, nullptr);
}

bool Supervisor::send(std::size_t worker, const Bytes& message) const {
    const Worker& to = workers_[worker];
    return !to.process->has_ended() && to.channel.send(message, to.process->descriptor());
}

std::optional<Bytes> Supervisor::receive(std::size_t worker) const {
    const Worker& from = workers_[worker];
    return from.channel.receive(from.process->descriptor());
}

std::vector<std::size_t> Supervisor::readable_workers(Deadline deadline) const {
    std::vector<std::size_t> readable;
    if (!epoll_.is_open()) return readable;
    std::vector<epoll_event> events(2 * workers_.size());
    int count = -1;
    while (count == -1) {
        count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                             milliseconds_until(deadline));
        if (count == -1 && errno != EINTR) throw_errno("epoll_wait");
    }
    for (int i = 0; i < count; ++i) {
        const std::size_t worker = events[static_cast<std::size_t>(i)].data.u64;  // packed: a copy
        readable.push_back(worker);
    }
    std::ranges::sort(readable);  // a worker that answered and died is listed twice
    const auto repeated = std::ranges::unique(readable);
    readable.erase(repeated.begin(), repeated.end());
    return readable;
}

void Supervisor::wait_for_death(Deadline deadline) const {
    std::vector<pollfd> deaths;
    for (const Worker& worker : workers_)
        if (worker.process) deaths.push_back({worker.process->descriptor(), POLLIN, 0});
    while (::poll(deaths.data(), deaths.size(), milliseconds_until(deadline)) == -1)
        if (errno != EINTR) throw_errno("poll");
}

std::string Supervisor::stop(std::size_t number) {
    Worker& worker = workers_[number];
    if (!worker.process) return {};
    unwatch(worker.channel.descriptor());
    unwatch(worker.process->descriptor());
    worker.channel.hang_up();  // close() is not enough: other children may have inherited a copy
    std::string how = worker.process->wait();
    worker.channel.close();
    worker.process.reset();
    return how;
}

void Supervisor::stop_all() noexcept {
    for (const Worker& worker : workers_)
        if (worker.process) worker.channel.hang_up();
    for (std::size_t worker = 0; worker < workers_.size(); ++worker)
        stop(worker);
}

void Supervisor::disown_all() noexcept {
    for (Worker& worker : workers_) {
        worker.channel.close();
        if (worker.process) worker.process->disown();
        worker.process.reset();
    }
    epoll_.close();
}

void Supervisor::kill_all() noexcept {
    for (const Worker& worker : workers_)
        if (worker.process) worker.process->kill();
}

}  // namespace triptych::processes
