/// Sort many with coroutines: one task per list, all on one thread. None of them ever waits, so
/// they run one after another; only offloading to a thread pool makes them parallel.
#include "common/workloads/sort_many.hpp"

#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/offload.hpp"
#include "coroutines/primitives/run.hpp"

namespace triptych::coroutines {
namespace {

Task<Values> sort(Values& list) {
    triptych::merge_sort(list);
    co_return std::move(list);
}

Task<Values> sort_elsewhere(Values& list, const RunElsewhere& elsewhere) {
    const auto sort = [&] {
        triptych::merge_sort(list);
        return std::move(list);
    };
    co_return co_await offload(elsewhere, sort);
}

}  // namespace

Lists sort_many(Lists lists) {
    std::vector<Task<Values>> sorts;
    for (Values& list : lists)
        sorts.push_back(sort(list));
    return run(gather(std::move(sorts)));
}

Lists sort_many_offloaded(Lists lists, const RunElsewhere& elsewhere) {
    std::vector<Task<Values>> sorts;
    for (Values& list : lists)
        sorts.push_back(sort_elsewhere(list, elsewhere));
    return run(gather(std::move(sorts)));
}

}  // namespace triptych::coroutines
