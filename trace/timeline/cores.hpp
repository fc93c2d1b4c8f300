/// When threads really had a core, as the kernel says.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <sys/types.h>
#include <vector>

namespace triptych::trace {

/// A thread got a core, or lost it.
struct Switch {
    std::uint64_t time = 0;  // nanoseconds of CLOCK_MONOTONIC
    pid_t tid = 0;
    bool gets_core = false;
    bool preempted = false;  // it lost the core, but could have gone on
};

/// Counts switches of this thread and all its future descendants (perf_event_open, context_switch;
/// `inherit`): so it must be there before the traced program is started.
class CoreWatch {
public:
    CoreWatch();
    CoreWatch(const CoreWatch&) = delete;
    CoreWatch& operator=(const CoreWatch&) = delete;
    ~CoreWatch();

    /// Whether the kernel lets us watch. If not, nothing fails: there are just no switches.
    bool is_allowed() const;

    /// Takes what the kernel has written by now. To be called often, for the kernel's buffers are
    /// small: what did not fit is counted in lost().
    void collect();

    std::uint64_t lost() const { return lost_; }
    const std::vector<Switch>& switches() const { return switches_; }

private:
    class PerCore;
    std::vector<std::unique_ptr<PerCore>> cores_;  // empty if it is not allowed
    std::vector<Switch> switches_;
    std::uint64_t lost_ = 0;
};

}  // namespace triptych::trace
