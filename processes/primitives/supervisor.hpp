/// Starts the worker processes of a pool, exchanges messages with them, detects their deaths and
/// reaps them.
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

/// It does not know what a job is: messages are bytes, and workers have numbers from 0 on. After
/// stop(), a worker has no process until start().
///
/// One epoll instance watches two descriptors of each worker: its channel, which is readable when
/// it has answered, and its pidfd, which is readable when it has died, even if a process that it
/// has forked keeps the channel open. The supervisor waits on the epoll, and descriptor() lets an
/// event loop wait on it. A descriptor must be removed from the epoll before it is closed:
/// otherwise the kernel would continue to report it, because other children have inherited copies.
///
/// Thread safety: none. Used only in the process that created it.
class Supervisor {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    /// Starts `workers` processes, which call `serve` and exit. Throws as Process does; then it
    /// stops those that it has started.
    Supervisor(std::size_t workers, std::function<void(const Channel&)> serve);
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;
    ~Supervisor() { stop_all(); }

    std::size_t size() const noexcept { return workers_.size(); }
    bool has_process(std::size_t worker) const noexcept {
        return workers_[worker].process.has_value();
    }

    /// Returns whether the worker has died, or is about to (its channel is closed a moment before).
    /// Requires: it has a process, and no job.
    bool has_died(std::size_t worker) const noexcept {
        return workers_[worker].process->has_ended() || workers_[worker].channel.has_ended();
    }

    /// Forks the worker. Requires: it has no process.
    void start(std::size_t number);

    /// Returns false if the worker is dead. Requires: it has a process, which waits for a message.
    [[nodiscard]] bool send(std::size_t worker, const Bytes& message) const;

    /// Waits for the worker's answer; returns nothing if it has died. Requires: it has a process.
    std::optional<Bytes> receive(std::size_t worker) const;

    /// Waits until workers have answered or died, or until `deadline`, and returns their numbers.
    std::vector<std::size_t> readable_workers(Deadline deadline) const;

    /// Waits until any of the workers dies, or until `deadline`.
    void wait_for_death(Deadline deadline) const;

    /// Hangs up, waits until the worker has exited, reaps it, and returns how it ended, as
    /// Process::wait() does.
    std::string stop(std::size_t number);

    /// Stops all workers, at the same time.
    void stop_all() noexcept;

    void kill_all() noexcept;

    /// For a child that has inherited this object: the workers are another's, and go on.
    void disown_all() noexcept;

    /// Readable when readable_workers() would not wait; -1 after close().
    int descriptor() const noexcept { return epoll_.get(); }

    /// Closes the epoll instance. Requires: no worker has a process.
    void close() noexcept { epoll_.close(); }

private:
    struct Worker {
        std::optional<Process> process;  // empty after stop()
        Channel channel;                 // open while there is a process
    };

    void watch(int descriptor, std::size_t worker) const;
    void unwatch(int descriptor) const noexcept;

    std::function<void(const Channel&)> serve_;
    Descriptor epoll_;
    std::vector<Worker> workers_;
};

}  // namespace triptych::processes
