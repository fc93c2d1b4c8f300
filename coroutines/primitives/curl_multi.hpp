/// Transfers of libcurl on the event loop: how a real program brings a C library into a loop.
///
/// Concepts: event loop, readiness and completion
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/future.hpp"
#include "coroutines/primitives/task_group.hpp"

namespace triptych::coroutines {

/// curl's "multi socket" interface never blocks. It says, in two callbacks, which sockets and which
/// time it waits for; we wait for these, and tell it what has happened:
///
///     curl: "watch socket 7"   ──> a task that waits until 7 is ready ──┐
///     curl: "call me in 20 ms" ──> a task that sleeps ──────────────────┤ wakes
///     curl_multi_socket_action() <── the driver, a task <───────────────┘
///
/// Only the driver and perform() call curl, never a task that waits: curl's callbacks may stop the
/// waiting (they drop its task), and no task can drop itself. A callback must not throw either, so
/// errors are kept, and thrown by perform().
///
/// Thread safety: one loop, one thread. Requires: every perform() has ended, or was dropped, before
/// this is destroyed.
class CurlMulti {
public:
    CurlMulti();  // throws std::bad_alloc. Requires: a loop
    CurlMulti(const CurlMulti&) = delete;
    CurlMulti& operator=(const CurlMulti&) = delete;
    ~CurlMulti();

    /// Runs the transfer of `easy` (a CURL*) to its end, while other tasks run. Returns curl's
    /// result code. Throws std::runtime_error if curl refuses the transfer, and what the loop
    /// throws if it cannot watch a socket. If this is cancelled, the transfer is stopped at once.
    /// Requires: `easy` lives until then.
    Task<int> perform(void* easy);

private:
    struct Socket {
        TaskGroup waiting;  // the task that waits for it, if that has not ended
        Readiness wanted;
        bool is_ready = false;
    };
    class Running;

    // What curl calls.
    static int watch_socket(void* easy, int socket, int what, void* self, void* unused) noexcept;
    static int set_timer(void* multi, long milliseconds, void* self) noexcept;

    Task<> drive();
    Task<> wait_until_ready(int socket, Socket& state);
    Task<> wait_until_due(long milliseconds);
    void act_on(int socket);  // the socket is ready; or, with the timer's number, the time has come
    void collect_ended();

    void* multi_;
    std::map<int, Socket> sockets_;         // those that curl wants to be watched
    std::optional<TaskGroup> timer_;        // the task that sleeps
    std::map<void*, Future<int>> running_;  // the transfers that have not ended, by CURL*
    std::exception_ptr failure_;            // what a callback could not throw
    bool is_due_ = false;
    Event something_happened_;
    TaskGroup driver_;  // last, so it is destroyed first
};

}  // namespace triptych::coroutines
