/// The merge sort that every model shares, so that only the concurrency differs.
///
/// It is top-down, and uses two arrays with the same values at the beginning. Each level merges
/// from one array into the other, in turns, so no level copies back ("Top-down implementation" in
/// Wikipedia's "Merge sort"). Two halves are merged from both ends at once, without a branch
/// (bidirectional merge, as in Rust's driftsort): the two chains of comparisons run in parallel
/// inside one core, or on two cores.
///
/// Concepts: CPU-bound, parallelism, fork-join, speed-up, efficiency, Amdahl's law, Gustafson's
/// law, shared memory
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace triptych {

using Values = std::vector<int>;

/// The first half of `values`; the smaller one if their number is odd.
inline std::span<int> lower(std::span<int> values) {
    return values.first(values.size() / 2);
}

/// The second half.
inline std::span<int> upper(std::span<int> values) {
    return values.subspan(values.size() / 2);
}

/// Sorts `target`. Requires: `scratch` holds the same values; its order is lost.
void merge_sort(std::span<int> target, std::span<int> scratch);

/// Sorts `values` by the above, in one thread, with a scratch array of its own.
void merge_sort(Values& values);

/// merge_low fills the lower half of `target` from the two sorted halves of `source`, and
/// merge_high the upper. Together they merge; they may run at the same time.
void merge_low(std::span<const int> source, std::span<int> target);
void merge_high(std::span<const int> source, std::span<int> target);

/// `count` random values from the whole range of int.
Values make_values(std::int64_t count, std::uint64_t seed);

/// A property of a list that sorting does not change: the number of values, and the sum of their
/// hashes. Two lists of different values have the same sum once in 2^64 cases. (To keep a copy of
/// the input instead would cost memory and time.)
struct Fingerprint {
    std::size_t size = 0;
    std::uint64_t sum = 0;

    bool operator==(const Fingerprint&) const = default;
};

Fingerprint fingerprint(std::span<const int> values);

/// Returns an error message; empty if `sorted` is in order, and has the same values as the input.
std::string check_sorted(const Fingerprint& input, std::span<const int> sorted);

}  // namespace triptych
