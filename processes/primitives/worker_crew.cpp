#include "processes/primitives/worker_crew.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <system_error>
#include <tuple>
#include <unistd.h>

#include "processes/primitives/error.hpp"

namespace triptych::processes {
namespace {

/// So that workers that die at once do not keep a core busy with forking.
constexpr int milliseconds_before_replacing = 20;

/// Waits until one of these is readable. Returns false if it is the first.
bool wait_for_others(std::vector<pollfd>& watched) noexcept {
    while (::poll(watched.data(), watched.size(), -1) == -1 && errno == EINTR) {
    }
    return watched.front().revents == 0;
}

}  // namespace

StopLine::StopLine() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) == -1) throw_errno("pipe2");
    read_end_ = Descriptor{ends[0]};
    write_end_ = Descriptor{ends[1]};
}

WorkerCrew::WorkerCrew(int workers, std::function<void(int stop)> serve)
    : serve_{std::move(serve)} {
    for (int worker = 0; worker < workers; ++worker)
        workers_.push_back(start());
}

WorkerCrew::~WorkerCrew() {
    line_.stop();
    for (Process& worker : workers_)
        worker.wait();
}

Process WorkerCrew::start() {
    return Process{[this] {
                       line_.only_listen();
                       serve_(line_.descriptor());
                   },
                   Process::Handle::pidfd};
}

void WorkerCrew::run_until(int stop) {
    while (true) {
        std::vector<pollfd> watched{{stop, POLLIN, 0}};
        for (const Process& worker : workers_)
            watched.push_back({worker.descriptor(), POLLIN, 0});
        if (!wait_for_others(watched)) return;
        for (std::size_t i = 0; i < workers_.size(); ++i)
            if (watched[i + 1].revents != 0) replace(workers_[i], stop);
    }
}

void WorkerCrew::replace(Process& dead, int stop) {
    dead.wait();
    pollfd stopping{stop, POLLIN, 0};
    while (::poll(&stopping, 1, milliseconds_before_replacing) <= 0) {
        try {
            dead = start();
            return;
        } catch (const std::system_error& none_left) {
            std::ignore = none_left;  // try again
        }
    }
}

}  // namespace triptych::processes
