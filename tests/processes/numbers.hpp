/// Jobs and values for the tests of the process pool.
#pragma once

#include <cstddef>
#include <numeric>
#include <ranges>
#include <vector>

using Numbers = std::vector<int>;

inline const auto iota = [](int count) { return std::views::iota(0, count); };

inline int squared(int number) {
    return number * number;
}

/// `size` numbers that are not all equal.
inline Numbers numbers_of(std::size_t size, int first) {
    Numbers numbers(size);
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}
