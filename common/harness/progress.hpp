/// The line that tells how far a run has got. On a terminal only.
#pragma once

#include <cstddef>
#include <string>

#include "common/harness/command.hpp"

namespace triptych::harness {

/// Redraws one line on stderr, and wipes it out before anything else is printed.
class ProgressLine {
public:
    /// If not `shown`, all its functions do nothing.
    ProgressLine(bool shown, std::size_t width) : shown_{shown}, width_{width} {}
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine() { clear(); }

    void show(const std::string& text);
    void clear();

private:
    bool shown_;
    std::size_t width_;  // of the terminal
    bool drawn_ = false;
};

/// "cell 7 of 63, about 41 s left: merge_sort/threads/100000". Without an estimate (no runs
/// yet) nothing is said of the time.
std::string progress_text(std::size_t cell, std::size_t cells, std::optional<Seconds> left,
                          const std::string& name);

/// What is left of a run, judged by its pace so far. In a run of limited time, where runs
/// grow, twice that, but no more than the limit leaves. Nothing if there is no telling yet.
std::optional<Seconds> time_left(std::size_t runs_done, std::size_t runs, Seconds spent,
                                 std::optional<Seconds> total);

}  // namespace triptych::harness
