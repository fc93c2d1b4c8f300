/// What makes the figures of a run less than they could be, and what to do about it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/host.hpp"

namespace triptych::harness {

struct Warning {
    std::string about;  // one word: "outliers", "load", ...
    std::string text;   // what is the matter, and what to do
};

/// None on a quiet machine that was given time enough. `enough`: how many repetitions are.
std::vector<Warning> warnings(std::span<const Result> results, const Host& host, int enough);

/// That the canary (see canary.hpp) found less than enough before this: names of groups, or how
/// many there were.
Warning cores_warning(std::string_view before);

/// How many of `values` are so far from the others that something else must have happened: ten
/// standard deviations from the median, as estimated by the median absolute deviation; |value -
/// median| / MAD above 1.4826 * 10, as hyperfine has it (Iglewicz and Hoaglin, 1993). None if half
/// of them are the same, and none among fewer than enough_repetitions: of three normally
/// distributed values one would be called so in 10 % of all cases, of nine in 0.5 % (simulated).
std::size_t outliers(std::span<const double> values);

/// One in so many is what any machine does now and then, and does not matter to a median: its
/// interval leaves out one of nine values at either end, four of seventeen, nine of thirty.
inline constexpr std::size_t one_outlier_in = 5;

}  // namespace triptych::harness
