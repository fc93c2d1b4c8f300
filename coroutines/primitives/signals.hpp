/// Signals: a signal becomes an event for which a coroutine waits: the counterpart of asyncio's
/// add_signal_handler.
///
/// Concepts: readiness and completion
#pragma once

#include <csignal>
#include <initializer_list>

#include "common/descriptor.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// While it exists, these signals interrupt nobody: the kernel keeps them, and a descriptor
/// (signalfd) is readable once one has come. So there is no signal handler, and none of its rules.
///
///     Signals signals{SIGINT, SIGTERM};
///     const int which = co_await signals.next();
///
/// Requires: no other thread of the program accepts these signals; create this before other threads
/// are started, which inherit that (and so do child processes). It is destroyed in the thread that
/// has created it.
class Signals {
public:
    /// Throws std::system_error.
    Signals(std::initializer_list<int> numbers);
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    /// The signals are as they were. One that has come and was not awaited is delivered now.
    ~Signals();

    /// co_await next(): waits for one of the signals, and returns its number. Several of the same
    /// number that came meanwhile count as one.
    Task<int> next();

private:
    sigset_t before_{};  // what this thread had blocked
    Descriptor arrivals_;
};

}  // namespace triptych::coroutines
