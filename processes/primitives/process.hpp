/// A child process as an object: the fork-based twin of std::jthread.
///
/// Concepts: process, zombie, orphan, reaping
#pragma once

#include <functional>
#include <string>
#include <sys/types.h>
#include <utility>

#include "common/descriptor.hpp"

namespace triptych::processes {

/// Forks on construction; the child runs `body` and exits.
///
/// The child gets a copy of everything the parent had, and changes to that copy are never
/// seen by the parent: share with Shared<T>, or send through a Pipe. If the parent dies, the
/// kernel kills the child. What parent and child print comes out once each.
///
/// The child is known by a pidfd, which means this child for ever. A pid is given to another
/// process once somebody has waited for its first owner. Only where no descriptor is left (ulimit
/// -n) the pid has to do.
///
/// Requires: the calling process has one thread, since fork copies only one.
class Process {
public:
    /// Throws std::system_error if the system refuses another process, and std::logic_error if
    /// there are other threads.
    explicit Process(const std::function<void()>& body);

    Process(Process&& other) noexcept
        : pid_{std::exchange(other.pid_, 0)},
          pidfd_{std::move(other.pidfd_)},
          ending_{std::exchange(other.ending_, moved_from)},
          refused_{std::exchange(other.refused_, 0)} {}
    Process& operator=(Process&& other) noexcept;

    /// Waits for the child if join() has not; a failed child goes unreported. If an exception is
    /// on its way, kills it first, for it may wait for what its parent will not do any more.
    ~Process();

    /// Waits for the child. Throws std::runtime_error, saying how it ended, unless it ended well;
    /// std::system_error if the system refused it something (memory, descriptors, processes). Any
    /// number of times.
    void join();

    /// Waits for the child and says how it ended: nothing if well, or for example
    /// "process 123 was killed by SIGKILL", "process 123 exited with status 1". If this program
    /// ignores SIGCHLD, the kernel keeps no record of that, and "process 123 ended unseen". Any
    /// number of times.
    std::string wait();

    /// Whether the child has come to its end. It still has to be waited for.
    bool has_ended() const noexcept;

    /// Ends the child at once, whatever it does. It still has to be waited for.
    void kill() const noexcept;

    /// 0 once waited for or moved from.
    pid_t pid() const noexcept { return pid_; }

    /// Readable once the child has ended; -1 if it has been waited for, or no descriptor was left.
    int descriptor() const noexcept { return pidfd_.get(); }

    /// For a child that has inherited this object: it is another's, so it is not waited for.
    void disown() noexcept;

private:
    static constexpr const char* moved_from = "there is no process: it was moved elsewhere";

    void open_pidfd();
    std::string wait_for_ending();

    pid_t pid_ = 0;       // 0 once waited for or moved from
    Descriptor pidfd_;    // open if there was a descriptor left, until waited for
    std::string ending_;  // what wait() says from then on
    int refused_ = 0;     // the error with which the system refused something to the child; or 0
};

}  // namespace triptych::processes
