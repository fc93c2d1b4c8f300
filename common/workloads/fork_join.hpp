/// Fork-join: a problem divides itself into parts, these into parts again, and so on. The parts are
/// counted independently of each other, and the counts are added up.
///
/// There are three problems. To compute a Fibonacci number by its definition is hardly any work, so
/// it shows what a task costs. The n queens are irregular: nobody knows beforehand which part is
/// large. Skynet has ten parts for each part, and a million leaves with six levels (Alexander
/// Temerev, github.com/atemerev/skynet).
///
/// `grain` says how fine the division is: the lowest `grain` levels are not divided into tasks.
/// With a small grain the tasks cost more than the work in them; with a large one, a core runs out
/// of work while another has too much.
///
/// Concepts: CPU-bound, fork-join, granularity, work and span, speed-up, Amdahl's law
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace triptych {

// Each kind of part has the same functions: levels() is how often it can be divided, parts_of()
// into how many parts, part_of() is one of these, and count() is the sequential implementation.

/// The n-th Fibonacci number, counted one by one: the sum of the two before.
struct Fibonacci {
    static constexpr int most_parts = 2;
    int n = 0;
};

inline int levels(const Fibonacci& part) {
    return std::max(0, part.n - 1);
}
inline int parts_of(const Fibonacci& /*part*/) {
    return 2;
}
inline Fibonacci part_of(const Fibonacci& part, int i) {
    return {part.n - 1 - i};
}
std::int64_t count(const Fibonacci& part);

/// The ways to place one queen in each row that is left, so that none attacks another. There is a
/// part for each place of the next queen; there may be no place.
struct Queens {
    static constexpr int most_parts = 18;
    int rows_left = 0;
    std::uint32_t free_columns = 0;  // a bit for each column without a queen
    std::uint32_t left = 0;          // attacked in the next row along a diagonal, by a queen above
    std::uint32_t right = 0;

    static Queens on_board(int n) { return {n, (1U << n) - 1, 0, 0}; }
};

inline int levels(const Queens& part) {
    return part.rows_left;
}
inline std::uint32_t free_places(const Queens& part) {
    return part.free_columns & ~(part.left | part.right);
}
inline int parts_of(const Queens& part) {
    return std::popcount(free_places(part));
}
Queens part_of(const Queens& part, int i);
std::int64_t count(const Queens& part);

/// The sum of the numbers of its leaves: ten to the power of its depth.
struct Skynet {
    static constexpr int most_parts = 10;
    int depth = 0;
    std::int64_t first = 0;  // the number of its first leaf
};

inline constexpr std::array<std::int64_t, 10> powers_of_ten{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

inline int levels(const Skynet& part) {
    return part.depth;
}
inline int parts_of(const Skynet& /*part*/) {
    return 10;
}
inline Skynet part_of(const Skynet& part, int i) {
    const auto depth = static_cast<std::size_t>(part.depth - 1);
    return {part.depth - 1, part.first + i * powers_of_ten[depth]};
}
std::int64_t count(const Skynet& part);

/// One problem, and how it is to be divided.
struct Division {
    enum class Problem { fibonacci, queens, skynet };

    Problem problem = Problem::fibonacci;
    int size = 1;     // n, or the depth of Skynet
    int grain = 0;    // levels
    int workers = 1;  // of the pools and schedulers

    /// Calls `function(part)` with the whole problem.
    template <typename Function>
    std::int64_t of_whole(Function function) const {
        switch (problem) {
            case Problem::queens: return function(Queens::on_board(size));
            case Problem::skynet: return function(Skynet{size, 0});
            default: return function(Fibonacci{size});
        }
    }
};

/// Divides the whole down to the grain, and returns the parts: for pools that do not divide.
template <typename Part>
std::vector<Part> divide_down_to(int grain, const Part& whole) {
    std::vector<Part> small;
    std::vector<Part> to_divide{whole};
    while (!to_divide.empty()) {
        const Part part = to_divide.back();
        to_divide.pop_back();
        if (levels(part) <= grain)
            small.push_back(part);
        else
            for (int i = 0; i < parts_of(part); ++i)
                to_divide.push_back(part_of(part, i));
    }
    return small;
}

/// The number of levels at which workers are forked, so that there are several parts for each
/// core: the parts are of different size. At most as many as the problem has.
template <typename Part>
int levels_to_fork(const Part& whole, int cores) {
    const int parts_wanted = 4 * cores;
    int wanted = 0;
    for (int parts = 1; parts < parts_wanted; parts *= Part::most_parts)
        ++wanted;
    return std::min(wanted, levels(whole));
}

/// The outcome of a division whose jobs wait for jobs of their own pool.
struct WatchedCount {
    std::int64_t count = 0;
    std::int64_t deadlocks = 0;  // waits that would have been for ever
};

/// Returns an error message; empty if `count` is right. Compares it with a formula, or with the
/// published numbers of solutions (OEIS A000170).
std::string check_count(const Division& division, std::int64_t count);

/// The same, and a deadlock must have been found, unless the problem is too small for one.
std::string check_watched_count(const Division& division, const WatchedCount& watched);

/// Returns an error message; empty if a problem of that size can be solved, however long it takes.
std::optional<std::string> why_no_division(const Division& division);

/// An estimate of the number of parts of all levels above the grain: the number of tasks.
double tasks_of(const Division& division);

}  // namespace triptych
