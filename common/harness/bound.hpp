/// What limits a workload: computing (CPU-bound) or waiting (I/O-bound).
#pragma once

#include <string>

#include "common/harness/analysis.hpp"

namespace triptych::harness {

/// What limits the baseline, measured at the largest size that it was measured at.
struct Bound {
    std::string kind = "none";  // "CPU", "I/O", or "none": between the two, or unknown
    std::string text;           // begins a sentence
    std::string evidence;       // of the baseline's time, if there is one
};

/// The baseline decides. Where none was measured, work is I/O-bound if the fastest contender does
/// little more than wait for what the input makes it wait for; else nobody knows.
Bound bound_of(const WorkloadAnalysis& workload);

}  // namespace triptych::harness
