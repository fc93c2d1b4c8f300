/// By oneTBB: what one would use for CPU-bound work.
#include <algorithm>
#include <functional>
#include <tbb/combinable.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include "benches/peers/peers.hpp"

namespace triptych::peers {

Values tbb_merge_sort(Values values) {
    tbb::parallel_sort(values);
    return values;
}

Lists tbb_sort_many(Lists lists) {
    tbb::parallel_for(std::size_t{0}, lists.size(),
                      [&](std::size_t i) { std::ranges::sort(lists[i]); });
    return lists;
}

std::int64_t tbb_shared_counter(const Race& race) {
    tbb::combinable<std::int64_t> counters{[] { return std::int64_t{0}; }};
    tbb::parallel_for(std::int64_t{0}, race.total(), [&](std::int64_t) { ++counters.local(); });
    return counters.combine(std::plus{});
}

}  // namespace triptych::peers
