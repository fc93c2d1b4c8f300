/// Worker processes that serve until they are to stop; one that dies is replaced.
///
/// Concepts: process, reaping, zombie
#pragma once

#include <functional>
#include <vector>

#include "common/descriptor.hpp"
#include "processes/primitives/process.hpp"

namespace triptych::processes {

/// A pipe on which nothing is ever written: when its write end is closed, all processes that have
/// the read end see that, at any time, and for ever.
class StopLine {
public:
    StopLine();  // throws std::system_error

    /// Readable once stop() was called.
    int descriptor() const noexcept { return read_end_.get(); }

    void stop() noexcept { write_end_.close(); }

    /// For a child, which has inherited the write end: the end of the parent's one would not be
    /// noticed while the child keeps this one.
    void only_listen() noexcept { write_end_.close(); }

private:
    Descriptor read_end_;
    Descriptor write_end_;
};

/// Prefork: the same processes serve one client after another. Thread safety: none.
class WorkerCrew {
public:
    /// Starts so many processes, which call `serve(stop)`: it returns soon after the descriptor
    /// `stop` has become readable. Throws as Process does.
    WorkerCrew(int workers, std::function<void(int stop)> serve);

    /// Stops the workers, and waits for them.
    ~WorkerCrew();
    WorkerCrew(const WorkerCrew&) = delete;
    WorkerCrew& operator=(const WorkerCrew&) = delete;

    /// Replaces workers that die, until `stop` is readable. The others notice nothing.
    void run_until(int stop);

private:
    Process start();
    void replace(Process& dead, int stop);

    std::function<void(int)> serve_;
    StopLine line_;
    std::vector<Process> workers_;
};

}  // namespace triptych::processes
