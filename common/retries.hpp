/// Retries: each task draws numbers until one is high enough, and pauses in between. Whatever it
/// draws it tells, in a coloured line on a screen that all of them share: no line may break.
///
/// Concepts: critical section, atomicity, I/O-bound
#pragma once

#include <cstdint>
#include <string>

#include "common/delay.hpp"
#include "common/figures.hpp"

namespace triptych {

/// Of the numbers from 0 to 9 these are high enough: 7, 8 and 9.
inline constexpr int high_enough = 7;

/// Between two draws of a task.
inline constexpr Delay pause = std::chrono::milliseconds{1};

/// What a task draws from, of its own, so that nobody's luck depends on who comes first.
class Lots {
public:
    Lots(std::uint64_t seed, std::int64_t task);

    /// From 0 to 9.
    int draw() { return static_cast<int>(random_below(random_, 10)); }

private:
    Random random_;
};

/// So many tasks, from 0 on.
struct Retries {
    std::int64_t tasks;
    std::uint64_t seed;
};

/// What a task writes when it has drawn a number: a whole line, in the task's colour, with its
/// end. It has at most longest_line characters.
std::string line_of(std::int64_t task, int drawn);
inline constexpr std::size_t longest_line = 60;

/// What is wrong, or nothing: every line is whole, and of each task there are the lines that its
/// lots say, in this order.
std::string check_screen(const Retries& retries, const std::string& screen);

/// tries: of all tasks; most_tries: of the unluckiest.
Figures retry_figures(const Retries& retries);

/// The least time all this can take, in seconds: the pauses of the unluckiest.
double longest_pauses_seconds(const Retries& retries);

}  // namespace triptych
