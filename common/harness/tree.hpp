/// The process tree of a running benchmark: how many are alive, and how much memory they hold.
#pragma once

#include <cstdint>
#include <optional>
#include <sys/types.h>
#include <unordered_set>
#include <vector>

#include "common/harness/command.hpp"

namespace triptych::harness {

/// The most seen in any one sample.
struct Peak {
    std::int64_t processes = 0;
    std::int64_t threads = 0;  // of all these processes together, each one's first included
    double tree_bytes = 0;     // while there were children; 0 if there never were
    double descriptors = 0;    // open in all these processes together
    int samples = 0;           // so many there were, or as many as fell into what was timed

    /// Whether that was over too soon for these to be the most there was: then they are no more
    /// than what was surely there.
    bool is_lower_bound() const { return samples < enough_samples; }
    static constexpr int enough_samples = 10;
};

/// Looks at all processes of a group, again and again, and keeps the highest figures.
///
/// What lives shorter than the time between two samples may go unseen: in the first quarter
/// of a second they follow each other at once (0.1 ms), later on at up to 20 ms.
class TreeSampler {
public:
    /// Notes which processes are there already. Requires: the group does not exist yet.
    TreeSampler();

    /// Takes one sample; returns after how long the next one is due. That grows with the age
    /// of the group and is, after the beginning, no less than the sample took.
    Seconds sample(pid_t group);

    const Peak& peak() const { return peak_; }

    /// How many samples there were in so much time before the last one. A program starts up, and
    /// makes its input, before what it is to do: how often that was looked at is told by its end.
    int samples_in_last(Seconds time) const;

private:
    std::unordered_set<pid_t> others_;  // not of the group, or dead: not looked at again
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::vector<std::chrono::steady_clock::time_point> taken_;  // when, each
    Peak peak_;
};

/// The peak memory of a tree. A process that never had a child knows its own exactly, from
/// the kernel's high-water mark: `own_bytes`. With children, pages which they share must
/// count once, and only sampling Pss does that; the tree never holds less than its root
/// alone, so the greater of the two is the implementation. Unknown if Pss cannot be read.
std::optional<double> peak_bytes(std::optional<double> own_bytes, const Peak& peak);

}  // namespace triptych::harness
