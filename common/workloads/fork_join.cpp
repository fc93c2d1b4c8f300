#include "common/workloads/fork_join.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace triptych {
namespace {

using Problem = Division::Problem;

/// OEIS A000170, from n = 0.
constexpr std::array<std::int64_t, 19> solutions{
    1,   1,     0,      0,      2,       10,        4,          40,         92,         352,
    724, 2'680, 14'200, 73'712, 365'596, 2'279'184, 14'772'512, 95'815'104, 666'090'624};

constexpr int largest_skynet = std::ssize(powers_of_ten) - 1;

std::int64_t fibonacci(int n) {
    std::int64_t number = 0;
    std::int64_t next = 1;
    for (int i = 0; i < n; ++i) {
        const std::int64_t sum = number + next;
        number = next;
        next = sum;
    }
    return number;
}

std::int64_t right_count(const Division& division) {
    switch (division.problem) {
        case Problem::queens: return solutions.at(static_cast<std::size_t>(division.size));
        case Problem::skynet: {
            const std::int64_t leaves = powers_of_ten.at(static_cast<std::size_t>(division.size));
            return leaves * (leaves - 1) / 2;
        }
        default: return fibonacci(division.size);
    }
}

Queens with_queen_at(const Queens& part, std::uint32_t place) {
    return {part.rows_left - 1, part.free_columns & ~place, (part.left | place) << 1,
            (part.right | place) >> 1};
}

/// A job that waits, and whose first part waits, too: with two workers nobody is left.
template <typename Part>
bool must_deadlock(const Part& whole, int grain) {
    const auto waits = [&](const Part& part) { return levels(part) > grain && parts_of(part) > 0; };
    return waits(whole) && waits(part_of(whole, 0));
}

}  // namespace

std::int64_t count(const Fibonacci& part) {
    return part.n < 2 ? part.n : count(Fibonacci{part.n - 1}) + count(Fibonacci{part.n - 2});
}

Queens part_of(const Queens& part, int i) {
    std::uint32_t places = free_places(part);
    for (; i > 0; --i)
        places &= places - 1;  // clears the lowest bit
    return with_queen_at(part, places & -places);
}

std::int64_t count(const Queens& part) {
    if (part.rows_left == 0) return 1;
    std::int64_t sum = 0;
    for (std::uint32_t places = free_places(part); places != 0; places &= places - 1)
        sum += count(with_queen_at(part, places & -places));
    return sum;
}

std::int64_t count(const Skynet& part) {
    if (part.depth == 0) return part.first;
    std::int64_t sum = 0;
    for (int i = 0; i < 10; ++i)
        sum += count(part_of(part, i));
    return sum;
}

std::string check_count(const Division& division, std::int64_t count) {
    const std::int64_t right = right_count(division);
    if (count == right) return {};
    return fmt::format("the count is {}, but should be {}", count, right);
}

std::string check_watched_count(const Division& division, const WatchedCount& watched) {
    const auto found_if_any = [&](const auto& whole) {
        return watched.deadlocks > 0 || !must_deadlock(whole, division.grain);
    };
    if (division.of_whole(found_if_any) == 0)
        return "jobs waited for jobs of their own pool, but no deadlock was found";
    return check_count(division, watched.count);
}

std::optional<std::string> why_no_division(const Division& division) {
    if (division.problem == Problem::queens && division.size >= std::ssize(solutions))
        return fmt::format("queens: the board has at most {} rows", std::ssize(solutions) - 1);
    if (division.problem == Problem::skynet && division.size > largest_skynet)
        return fmt::format("skynet: at most {} levels", largest_skynet);
    return std::nullopt;
}

double tasks_of(const Division& division) {
    const int levels = std::max(0, division.size - division.grain);
    switch (division.problem) {
        case Problem::skynet: return std::pow(10, levels) * 10 / 9;
        // The tree is widest where a third of the rows is left; then it has about 20 times as many
        // nodes as the board has solutions (measured for n = 8 to 14; 30 for 8, 15 for 14).
        case Problem::queens:
            return std::min(20.0 * static_cast<double>(right_count(division)) + 100,
                            std::pow(division.size, levels) * 1.2);
        // Binet's formula; there are two tasks for each of them.
        default: return 2 * std::pow(std::numbers::phi, levels);
    }
}

}  // namespace triptych
