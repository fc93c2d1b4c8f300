/// A child process as an object: the fork-based twin of std::jthread.
///
/// Concepts: process, zombie, orphan, reaping
#pragma once

#include <functional>
#include <string>
#include <sys/types.h>
#include <utility>

namespace triptych::processes {

/// Forks on construction; the child runs `body` and exits.
///
/// The child gets a copy of everything the parent had, and changes to that copy are never
/// seen by the parent: share with Shared<T>, or send through a Pipe. If the parent dies, the
/// kernel kills the child.
///
/// Requires: the calling process has one thread, since fork copies only one.
class Process {
public:
    /// Throws std::system_error if the system refuses another process.
    explicit Process(const std::function<void()>& body);

    Process(Process&& other) noexcept : pid_{std::exchange(other.pid_, 0)} {}
    Process& operator=(Process&& other) noexcept;

    /// Waits for the child if join() has not; a failed child goes unreported. If an exception is
    /// on its way, kills it first, for it may wait for what its parent will not do any more.
    ~Process();

    /// Waits for the child. Throws std::runtime_error, saying how it ended, unless it ended well.
    void join();

    /// Waits for the child and says how it ended: nothing if well, or for example
    /// "process 123 was killed by SIGKILL", "process 123 exited with status 1". If this program
    /// ignores SIGCHLD, the kernel keeps no record of that, and "process 123 ended unseen".
    std::string wait();

    /// Whether the child has come to its end. It still has to be waited for.
    bool has_ended() const noexcept;

    /// Ends the child at once, whatever it does. It still has to be waited for.
    void kill() const noexcept;

    /// 0 once waited for or moved from.
    pid_t pid() const noexcept { return pid_; }

private:
    pid_t pid_ = 0;
};

}  // namespace triptych::processes
