/// A child process as an object: like std::jthread, but with fork.
///
/// Concepts: process, zombie, orphan, reaping
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <sys/types.h>
#include <utility>

#include "common/descriptor.hpp"

namespace triptych::processes {

/// Its constructor forks; the child runs `body` and exits.
///
/// The child gets a copy of the parent's memory (copy-on-write), and the parent never sees changes
/// to that copy: share data with Shared<T>, or send it through a Pipe. If the parent dies, the
/// kernel kills the child, so there are no orphans. Output is flushed before the fork, so it is not
/// printed twice.
///
/// A pidfd identifies the child. It refers to this child for ever, while the kernel may give a pid
/// to another process once the child has been reaped. The pid is used instead if no descriptor is
/// left (ulimit -n), and for children beyond the first hundred, see Handle.
///
/// Requires: the calling process has one thread, because fork copies only the calling thread.
class Process {
public:
    /// Each fork copies the table of descriptors, and each exit closes them all: with 10,000 pidfds
    /// open, forking takes three times as long. So a program that has about a hundred descriptors
    /// open knows further children by their pids, which the kernel keeps until they are reaped
    /// (unless the program ignores SIGCHLD: then it opens a pidfd).
    enum class Handle {
        pidfd_if_cheap,
        pidfd,  // for those who wait for descriptor()
    };

    /// Throws std::system_error if the system refuses another process, and std::logic_error if the
    /// process has other threads.
    explicit Process(const std::function<void()>& body, Handle handle = Handle::pidfd_if_cheap);

    Process(Process&& other) noexcept
        : pid_{std::exchange(other.pid_, 0)},
          pidfd_{std::move(other.pidfd_)},
          ending_{std::exchange(other.ending_, moved_from)},
          refused_{std::exchange(other.refused_, 0)},
          exceptions_{other.exceptions_} {}
    Process& operator=(Process&& other) noexcept;

    /// Waits for the child if nobody has; does not report its failure. During the unwinding of an
    /// exception it kills the child first, because the child may wait for something that its parent
    /// will not do any more.
    ~Process();

    /// Waits for the child. If it failed, throws std::runtime_error, which says how it ended; or
    /// std::system_error if the system refused it a resource (memory, descriptors, processes). May
    /// be called any number of times.
    void join();

    /// Waits for the child, and returns how it ended: an empty string if it succeeded, or for
    /// example "process 123 was killed by SIGKILL", "process 123 exited with status 1". If this
    /// program ignores SIGCHLD, the kernel keeps no record: "process 123 ended with an unknown
    /// status". May be called any number of times.
    std::string wait();

    /// Returns whether the child has ended. Does not reap it: call wait() or join().
    bool has_ended() const noexcept;

    /// Kills the child at once (SIGKILL). Does not reap it: call wait() or join().
    void kill() const noexcept;

    /// 0 once reaped or moved from.
    pid_t pid() const noexcept { return pid_; }

    /// The pidfd, which is readable once the child has ended; -1 if the child has been reaped, or
    /// has none: see Handle.
    int descriptor() const noexcept { return pidfd_.get(); }

    /// For a child that has inherited this object from its parent: from now on the object waits for
    /// no process.
    void disown() noexcept;

private:
    static constexpr const char* moved_from = "this object has no process: it was moved from";

    void open_pidfd(Handle handle);
    std::string wait_for_ending();

    pid_t pid_ = 0;       // 0 once reaped or moved from
    Descriptor pidfd_;    // open until reaped, if it was opened
    std::string ending_;  // what wait() returns once reaped
    int refused_ = 0;     // the error with which the system refused a resource to the child; or 0
    int exceptions_ = std::uncaught_exceptions();  // already in flight when it was made
};

}  // namespace triptych::processes
