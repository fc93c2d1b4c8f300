/// Turns the signals that ask a program to stop into a descriptor to poll.
#pragma once

#include <csignal>

#include "common/descriptor.hpp"

namespace triptych::harness {

/// Blocks SIGINT, SIGTERM, SIGHUP and SIGQUIT during its lifetime: they do not end the program, but
/// make descriptor() readable. It ignores SIGPIPE, so that a write to a pipe without a reader fails
/// with an error, instead of ending the program and leaving children behind.
///
/// Requires: constructed before any thread is started, because threads inherit the signal mask.
class StopSignals {
public:
    StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// Restores the signal mask and SIGPIPE. Drops a signal that is still pending.
    ~StopSignals();

    int descriptor() const noexcept { return signals_.get(); }

    /// The first signal that was received, or 0. Never blocks.
    int received() noexcept;

private:
    sigset_t before_{};  // the mask
    struct sigaction pipe_before_{};
    Descriptor signals_;
    int received_ = 0;
};

}  // namespace triptych::harness
