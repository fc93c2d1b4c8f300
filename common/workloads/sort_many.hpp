/// Sort many: a batch of lists, each to be sorted by itself. CPU-bound work in equal, independent
/// pieces: embarrassingly parallel.
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

/// As in the article this comes from: 30,000 integers below 500,000 in each list.
inline constexpr int list_length = 30'000;
inline constexpr int list_bound = 500'000;

/// `count` such lists.
Lists make_lists(std::int64_t count, std::uint64_t seed);

std::vector<Fingerprint> fingerprints(std::span<const Values> lists);

/// Returns an error message; empty if the same lists in the same order, each of them sorted.
std::string check_sorted_lists(std::span<const Fingerprint> input, std::span<const Values> sorted);

}  // namespace triptych
