/// The line that tells how far a measurement has got. On a terminal only.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
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

/// What is done of all, and what time is left. From one call to the next, the first never becomes
/// less. Nor does the second become more, unless its estimate turns out to be far too low.
class ProgressText {
public:
    explicit ProgressText(std::string unit) : unit_{std::move(unit)} {}

    /// "7 of 63 benchmarks done, about 41 s left: merge_sort/threads/100000". Without an estimate
    /// nothing is said of the time.
    std::string operator()(std::size_t done, std::size_t all, std::optional<Seconds> left,
                           const std::string& name);

    /// "63 of 63 benchmarks done, more repetitions for 12 s: merge_sort/threads/100000".
    std::string more_repetitions(std::size_t all, Seconds left, const std::string& name) const;

private:
    std::string unit_;  // "benchmarks"
    std::size_t done_ = 0;
    std::optional<Seconds> left_;
};

/// What is left of a run: in one of limited time all that the limit leaves, else what its pace so
/// far lets expect. Nothing if there is no telling yet.
std::optional<Seconds> time_left(std::size_t runs_done, std::size_t runs, Seconds spent,
                                 std::optional<Seconds> total);

/// The progress of so many benchmarks, each of which is run so many times.
class CellProgress {
public:
    CellProgress(bool shown, std::size_t width, std::string unit, std::size_t benchmarks,
                 std::size_t runs_each)
        : line_{shown, width}, text_{std::move(unit)}, cells_{benchmarks}, runs_each_{runs_each} {}

    /// A run of the benchmark of that name begins. `total` is how long all may take, if that is
    /// limited.
    void begin_run(const std::string& name, std::optional<Seconds> total = std::nullopt);

    /// So many benchmarks are done, whether or not each was run as often as planned.
    void finish(std::size_t benchmarks) { runs_ = benchmarks * runs_each_; }

    void clear() { line_.clear(); }

private:
    ProgressLine line_;
    ProgressText text_;
    std::size_t cells_;
    std::size_t runs_each_;
    std::size_t runs_ = 0;  // done, or left out
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace triptych::harness
