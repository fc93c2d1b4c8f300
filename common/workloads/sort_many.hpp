/// Sort many: a batch of lists, each of which is sorted by itself. This is CPU-bound work in equal,
/// independent pieces: embarrassingly parallel.
///
/// Concepts: CPU-bound, embarrassingly parallel, throughput, copy-on-write, message passing
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/workloads/merge_sort.hpp"

namespace triptych {

using Lists = std::vector<Values>;

/// Each list has 30,000 integers below 500,000, as in the article from which this problem comes.
inline constexpr int list_length = 30'000;
inline constexpr int list_bound = 500'000;

/// `count` such lists.
Lists make_lists(std::int64_t count, std::uint64_t seed);

std::vector<Fingerprint> fingerprints(std::span<const Values> lists);

/// Returns an error message; empty if these are the same lists in the same order, each sorted.
std::string check_sorted_lists(std::span<const Fingerprint> input, std::span<const Values> sorted);

}  // namespace triptych
