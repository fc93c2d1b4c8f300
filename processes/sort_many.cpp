/// Sort many with processes: the workers of a pool take list after list. A worker inherits the
/// input by copy-on-write, at no cost; its output must be written to shared memory, or sent to the
/// parent.
#include "common/workloads/sort_many.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared_lists.hpp"

namespace triptych::processes {
namespace {

void sort(const Values& list, std::span<int> sorted) {
    Values scratch{list};
    std::ranges::copy(list, sorted.begin());
    triptych::merge_sort(sorted, scratch);
}

Values sort_and_send(Values& list) {
    triptych::merge_sort(list);
    return std::move(list);
}

}  // namespace

Lists sort_many(Lists lists, int workers) {
    const SharedLists<int> sorted{lists};
    ProcessPool pool{workers};  // from here on the workers have the lists
    pool.map([&](std::size_t i) { sort(lists[i], sorted[i]); },
             std::views::iota(std::size_t{0}, lists.size()));
    sorted.copy_to(lists);
    return lists;
}

Lists sort_many_pipe(const Lists& lists, int workers) {
    ProcessPool pool{workers};
    return pool.map(sort_and_send, lists);
}

}  // namespace triptych::processes
