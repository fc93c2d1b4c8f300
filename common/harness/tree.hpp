/// Samples the process tree of a running benchmark: its processes, threads and memory.
#pragma once

#include <cstdint>
#include <optional>
#include <sys/types.h>
#include <unordered_set>
#include <vector>

#include "common/harness/cgroup.hpp"
#include "common/harness/command.hpp"

namespace triptych::harness {

/// The highest values of all samples.
struct Peak {
    std::int64_t processes = 0;
    std::int64_t threads = 0;  // of all processes together, including their main threads
    double tree_bytes = 0;     // of memory, while there were children; 0 if there were none
    double descriptors = 0;    // open in all processes together
    int samples = 0;           // number of samples, or of those in the timed part

    /// Whether there were too few samples to have seen the maximum: the values are lower bounds.
    bool is_lower_bound() const { return samples < enough_samples; }
    static constexpr int enough_samples = 10;
};

/// Samples all processes of a process group repeatedly, and keeps the highest values.
///
/// Memory is counted on the same basis as that of a single process (its resident set): the
/// anonymous and the shared-memory pages of all, each of them once, and the file-backed pages (the
/// program and its libraries) of the process that has most of them, because all have the same. A
/// page that n processes map counts one n-th in each (proportional set size). If processes end
/// while the others are read, the last ones would be counted with what they had shared before; so
/// only those count that are alive before and after. The sum then is never too high. It is also
/// limited to what the control group holds, if that can be read. What the kernel holds for each
/// process and thread (page tables, kernel stacks) is not in it.
///
/// It may miss a process that lives shorter than the time between two samples. In the first quarter
/// of a second there is no pause between them (0.1 ms), later one of up to 20 ms.
class TreeSampler {
public:
    /// Records which processes exist already. Requires: the group does not exist yet.
    TreeSampler();

    /// Takes one sample. Returns the time until the next one, which grows with the age of the group
    /// and is, after the beginning, no less than the sample took.
    Seconds sample(pid_t group);

    const Peak& peak() const { return peak_; }

    /// The number of samples in that time before the last one. A program first starts up and
    /// creates its input, so the samples of the timed part are the last ones.
    int samples_in_last(Seconds time) const;

private:
    std::unordered_set<pid_t> others_;  // of other groups, or dead: never read again
    ControlGroupMemory control_group_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::vector<std::chrono::steady_clock::time_point> taken_;  // the time of each sample
    Peak peak_;
};

/// The peak memory of a process tree. For a process without children it is exact: the kernel's
/// high-water mark, `own_bytes`. With children it is that of TreeSampler's samples. A tree never
/// holds less than its root alone, so the result is the greater of the two. Nullopt if the memory
/// of the processes cannot be read.
std::optional<double> peak_bytes(std::optional<double> own_bytes, const Peak& peak);

}  // namespace triptych::harness
