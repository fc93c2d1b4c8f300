/// Warnings: what makes the results of a run less reliable, and what to do about it.
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
    std::string text;   // what is wrong, and what to do
};

/// Empty on a quiet machine with enough time. `enough`: the number of repetitions that is enough.
std::vector<Warning> warnings(std::span<const Result> results, const Host& host, int enough);

/// Warns of CPU contention (see canary.hpp). `before`: the groups concerned, or their number.
Warning cores_warning(std::string_view before);

/// The number of outliers among `values`: those ten standard deviations away from the median, as
/// estimated by the median absolute deviation, |value - median| / MAD > 1.4826 * 10, like hyperfine
/// (Iglewicz and Hoaglin, 1993). Such a value has a cause of its own, such as another program. 0 if
/// half of the values are equal, and for fewer than enough_repetitions values: of three normally
/// distributed values one would be called an outlier in 10 % of all cases, of nine in 0.5 %
/// (simulated).
std::size_t outliers(std::span<const double> values);

/// One outlier in this many values is usual, and does not affect a median: its interval leaves out
/// one of nine values at either end, four of seventeen, nine of thirty.
inline constexpr std::size_t one_outlier_in = 5;

}  // namespace triptych::harness
