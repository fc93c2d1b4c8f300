/// The workers of a process pool as processes: started, written to, listened to, and waited for.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/descriptor.hpp"
#include "processes/primitives/bytes.hpp"
#include "processes/primitives/channel.hpp"
#include "processes/primitives/process.hpp"

namespace triptych::processes {

/// Knows nothing of jobs: messages are bytes, and workers have numbers from 0 on. A worker that has
/// died is not there until somebody starts it again.
///
/// One epoll watches each worker twice: its channel, which tells of answers, and its pidfd, which
/// tells of its death even if a process that it has forked keeps the channel open. It does two
/// jobs: the supervisor waits on it, and descriptor() gives it to event loops. What is watched is
/// taken out of it by name before it is closed: for other children have inherited copies of these
/// descriptors, and so the kernel would go on to report them.
///
/// Not thread-safe. Belongs to the process that made it.
class Supervisor {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    /// Starts so many workers, which call `serve` and exit. Throws as Process does; then those that
    /// had started are ended.
    Supervisor(std::size_t workers, std::function<void(const Channel&)> serve);
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;
    ~Supervisor() { dismiss_all(); }

    std::size_t size() const noexcept { return workers_.size(); }
    bool is_there(std::size_t worker) const noexcept {
        return workers_[worker].process.has_value();
    }

    /// Whether it is dead, or about to be: its channel is closed a moment before. Requires: it is
    /// there, and has no answer to give.
    bool has_died(std::size_t worker) const noexcept {
        return workers_[worker].process->has_ended() || workers_[worker].channel.has_ended();
    }

    /// Forks it. Requires: it is not there.
    void start(std::size_t number);

    /// False if it is dead. Requires: it is there, and waits for a message.
    [[nodiscard]] bool send(std::size_t worker, const Bytes& message) const;

    /// Waits for its answer; nothing if it has died. Requires: it is there.
    std::optional<Bytes> receive(std::size_t worker) const;

    /// Waits until workers have answered or died, or until `deadline`, and says which they are.
    std::vector<std::size_t> readable_workers(Deadline deadline) const;

    /// Waits until any of the workers dies, or until `deadline`.
    void wait_for_a_death(Deadline deadline) const;

    /// Hangs up, waits until it has exited, and says how, as Process::wait() does.
    std::string dismiss(std::size_t number);

    /// All of them, at the same time.
    void dismiss_all() noexcept;

    void kill_all() noexcept;

    /// Readable when readable_workers() would not wait; -1 after close().
    int descriptor() const noexcept { return epoll_.get(); }

    /// Nobody waits for them any more. Requires: no worker is there.
    void close() noexcept { epoll_.close(); }

private:
    struct Worker {
        std::optional<Process> process;  // nothing if it is not there
        Channel channel;                 // open while there is a process
    };

    void watch(int descriptor, std::size_t worker) const;
    void unwatch(int descriptor) const noexcept;

    std::function<void(const Channel&)> serve_;
    Descriptor epoll_;
    std::vector<Worker> workers_;
};

}  // namespace triptych::processes
