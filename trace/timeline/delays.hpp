/// How long threads were ready and had no core, where the kernel does not tell of each switch.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <sys/types.h>
#include <utility>
#include <vector>

#include "trace/recorder/recording.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// What the kernel had summed up for a thread at that time: how long it had waited for a core since
/// it was created. (A wait that still lasts is not yet in the sum.)
struct Delay {
    std::uint64_t time = 0;  // nanoseconds of CLOCK_MONOTONIC
    pid_t tid = 0;
    std::uint64_t waited = 0;  // nanoseconds
};

/// Reads /proc/PID/task/TID/schedstat of all recorded threads again and again, which anybody may
/// who may see the process: the way that is left if perf_event_open is not allowed.
class DelayWatch {
public:
    /// Requires: the recording outlives this.
    explicit DelayWatch(const Recording& recording) : recording_{recording} {}

    /// Returns when to call it next: in a millisecond, or later if there are many threads, so that
    /// looking takes a fifth of a core at most.
    std::chrono::duration<double> collect();

    const std::vector<Delay>& delays() const { return delays_; }

private:
    const Recording& recording_;
    std::uint32_t chunks_ = 0;                      // of the recording, that were looked at
    std::vector<std::pair<pid_t, pid_t>> threads_;  // process and thread, alive
    std::vector<Delay> delays_;
};

/// Splits "ready or running" where the sums tell: a span during which the sum did not grow was
/// running; where it grew by d from one look to the next, the thread was ready for d, until about
/// the second look. The rest stays as it is. `delays` are those of this thread, in order.
std::vector<Span> split_by_delays(const std::vector<Span>& spans, std::span<const Delay> delays);

}  // namespace triptych::trace
