/// The progress of a measurement, in one line on a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "common/harness/command.hpp"

namespace triptych::harness {

/// Redraws one line on stderr. Requires: clear() before anything else is printed.
class ProgressLine {
public:
    /// If not `shown`, all functions do nothing.
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

/// The text of the line: how much is done, and how much time is left. The former never decreases.
/// The latter never increases, unless the estimate was far too low.
class ProgressText {
public:
    explicit ProgressText(std::string unit) : unit_{std::move(unit)} {}

    /// "7 of 63 benchmarks done, about 41 s left: merge_sort/threads/100000"; without the time if
    /// there is no estimate.
    std::string operator()(std::size_t done, std::size_t all, std::optional<Seconds> left,
                           const std::string& name);

    /// "63 of 63 benchmarks done, more repetitions for 12 s: merge_sort/threads/100000", where
    /// `what` is "more repetitions".
    std::string more(const std::string& what, std::size_t all, Seconds left,
                     const std::string& name) const;

private:
    std::string unit_;  // "benchmarks"
    std::size_t done_ = 0;
    std::optional<Seconds> left_;
};

/// The time that is left: the rest of `total` if there is a limit, else an extrapolation from the
/// pace so far. Nullopt if nothing is done yet.
std::optional<Seconds> time_left(std::size_t runs_done, std::size_t runs, Seconds spent,
                                 std::optional<Seconds> total);

/// The progress of several benchmarks, each of which runs `runs_each` times.
class BenchmarkProgress {
public:
    BenchmarkProgress(bool shown, std::size_t width, std::string unit, std::size_t benchmarks,
                      std::size_t runs_each)
        : line_{shown, width},
          text_{std::move(unit)},
          benchmarks_{benchmarks},
          runs_each_{runs_each} {}

    /// Reports that a run of the benchmark of that name begins. `total`: the time limit of all, if
    /// there is one.
    void begin_run(const std::string& name, std::optional<Seconds> total = std::nullopt);

    /// Reports how many benchmarks are done, even if some ran less often than planned.
    void finish(std::size_t benchmarks) { runs_ = benchmarks * runs_each_; }

    void clear() { line_.clear(); }

private:
    ProgressLine line_;
    ProgressText text_;
    std::size_t benchmarks_;
    std::size_t runs_each_;
    std::size_t runs_ = 0;  // done or left out
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace triptych::harness
