/// What a part of a program costs besides time.
#pragma once

#include <sys/resource.h>

#include "common/metrics.hpp"

namespace triptych {

/// Meters this process, and the children it has waited for, from its making on.
class CostMeter {
public:
    CostMeter();

    /// cpu_seconds (user and system), voluntary_switches and involuntary_switches of the process
    /// and its children; peak_bytes, the most memory this process had resident meanwhile.
    Metrics read() const;

private:
    rusage self_{};
    rusage children_{};
    double own_cpu_ = 0;  // seconds
};

}  // namespace triptych
