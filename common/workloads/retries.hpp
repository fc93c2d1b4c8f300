/// Retries: each task draws numbers until one is high enough, and pauses in between. It prints each
/// number as a coloured line on a screen that all tasks share: no line may be broken.
///
/// Concepts: critical section, atomicity, I/O-bound
#pragma once

#include <cstdint>
#include <string>

#include "common/delay.hpp"
#include "common/metrics.hpp"

namespace triptych {

/// Of the numbers from 0 to 9 these are high enough: 7, 8 and 9.
inline constexpr int high_enough = 7;

/// The pause between two draws of a task.
inline constexpr Delay pause = std::chrono::milliseconds{1};

/// A task's own random numbers, so that the result does not depend on the order of the tasks.
class Lots {
public:
    Lots(std::uint64_t seed, std::int64_t task);

    /// Returns a number from 0 to 9.
    int draw() { return static_cast<int>(random_below(random_, 10)); }

private:
    Random random_;
};

/// The number of tasks; their ids begin with 0.
struct Retries {
    std::int64_t tasks;
    std::uint64_t seed;
};

/// Returns the line that a task prints for a number: in the task's colour, with a newline. It has
/// at most longest_line characters.
std::string line_of(std::int64_t task, int drawn);
inline constexpr std::size_t longest_line = 60;

/// Returns an error message; empty if every line is whole, and each task has printed exactly the
/// lines of its numbers, in this order.
std::string check_screen(const Retries& retries, const std::string& screen);

/// tries: the number of draws of all tasks; most_tries: that of the task with the most.
Metrics retry_metrics(const Retries& retries);

/// The least possible time in seconds: the pauses of the task with the most tries.
double longest_pauses_seconds(const Retries& retries);

}  // namespace triptych
