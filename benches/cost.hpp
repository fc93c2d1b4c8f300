/// The cost of a part of a program, in addition to its wall time.
#pragma once

#include <sys/resource.h>

#include "common/metrics.hpp"

namespace triptych {

/// Measures this process and the children that it has reaped, from the constructor on.
class CostMeter {
public:
    CostMeter();

    /// Returns cpu_seconds (user and system), voluntary_switches and involuntary_switches of the
    /// process and its children; and peak_bytes, the peak of this process's resident memory.
    Metrics read() const;

private:
    rusage self_{};
    rusage children_{};
    double own_cpu_ = 0;  // seconds
};

}  // namespace triptych
