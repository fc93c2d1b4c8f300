/// Merge sort with MPI: each rank sorts its part, and then gives each other rank what belongs there
/// (sample sort). So the array may be larger than the memory of one machine: no rank has all of it.
///
/// Source: Frazer and McKellar, "Samplesort: A Sampling Approach to Minimal Storage Tree Sorting",
/// 1970; with regular samples of sorted parts: Shi and Schaeffer, "Parallel Sorting by Regular
/// Sampling", 1992.
#include "common/workloads/merge_sort.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "processes/mpi/primitives/world.hpp"

namespace triptych::processes::mpi {
namespace {

/// More samples make the parts more equal.
constexpr std::size_t samples_of_each_rank = 256;

/// Every so many of the values.
Values regular_samples(std::span<const int> sorted) {
    Values samples;
    for (std::size_t i = 0; i < samples_of_each_rank && !sorted.empty(); ++i)
        samples.push_back(sorted[i * sorted.size() / samples_of_each_rank]);
    return samples;
}

/// Returns, in all ranks, the smallest value of each rank but rank 0. Rank 0 chooses them: they
/// divide the samples of all into equal parts.
Values agree_on_splitters(World& world, std::span<const int> sorted) {
    const auto ranks = static_cast<std::size_t>(world.size());
    const Values samples = regular_samples(sorted);
    const auto samples_of_all = world.gather(std::span{samples});
    Values splitters(ranks - 1);
    if (!world.is_root()) {
        world.receive(splitters);
        return splitters;
    }
    Values all;
    for (const Values& some : samples_of_all)
        all.insert(all.end(), some.begin(), some.end());
    std::ranges::sort(all);
    for (std::size_t rank = 1; rank < ranks && !all.empty(); ++rank)
        splitters[rank - 1] = all[rank * all.size() / ranks];
    for (int to = 1; to < world.size(); ++to)
        world.send(std::span<const int>{splitters}, to);
    return splitters;
}

/// One part for each rank.
std::vector<Values> cut(std::span<const int> sorted, std::span<const int> splitters) {
    std::vector<Values> parts;
    auto begin = sorted.begin();
    for (const int splitter : splitters) {
        const auto end = std::lower_bound(begin, sorted.end(), splitter);
        parts.emplace_back(begin, end);
        begin = end;
    }
    parts.emplace_back(begin, sorted.end());
    return parts;
}

/// Requires: `parts` are sorted, and there is at least one.
Values merge(std::span<Values> parts) {
    if (parts.size() == 1) return std::move(parts[0]);
    const Values left = merge(parts.first(parts.size() / 2));
    const Values right = merge(parts.subspan(parts.size() / 2));
    Values merged(left.size() + right.size());
    std::ranges::merge(left, right, merged.begin());
    return merged;
}

}  // namespace

Values merge_sort(World& world, Values part) {
    triptych::merge_sort(part);
    if (world.size() == 1) return part;
    const Values splitters = agree_on_splitters(world, part);
    auto parts = world.exchange(cut(part, splitters));
    return merge(parts);
}

}  // namespace triptych::processes::mpi
