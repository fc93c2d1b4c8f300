/// The signals that ask a program to stop, as something to poll.
#pragma once

#include <csignal>

#include "common/descriptor.hpp"

namespace triptych::harness {

/// Holds back SIGINT, SIGTERM, SIGHUP and SIGQUIT while it lives: they end nothing by themselves,
/// but make descriptor() readable. SIGPIPE is ignored, so that a reader who leaves shows as a
/// failed write, not as sudden death with children left behind.
///
/// Requires: made before any thread is, since threads inherit the mask.
class StopSignals {
public:
    StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// Gives the signals back to who had them; one that came and was not read is dropped.
    ~StopSignals();

    int descriptor() const noexcept { return signals_.get(); }

    /// The first signal that came, or 0. Never waits.
    int received() noexcept;

private:
    sigset_t before_{};  // the mask
    struct sigaction pipe_before_{};
    Descriptor signals_;
    int received_ = 0;
};

}  // namespace triptych::harness
