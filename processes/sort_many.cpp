/// Sort many with processes: a pool of workers takes list after list.
/// What goes in is free, for fork has given each worker a copy of the lists; what
/// comes out must be written to shared memory, or sent home through a pipe.
#include <algorithm>
#include <ranges>
#include <utility>

#include "processes/answers.hpp"
#include "processes/process_pool.hpp"
#include "processes/shared_array.hpp"

namespace triptych::processes {
namespace {

Values sort(Values& list) {
    triptych::merge_sort(list);
    return std::move(list);
}

/// Cuts `values` into pieces, each as long as its list.
std::vector<std::span<int>> pieces(std::span<int> values, const Lists& lists) {
    std::vector<std::span<int>> cut;
    for (const Values& list : lists) {
        cut.push_back(values.first(list.size()));
        values = values.subspan(list.size());
    }
    return cut;
}

std::size_t total_length(const Lists& lists) {
    std::size_t total = 0;
    for (const Values& list : lists)
        total += list.size();
    return total;
}

}  // namespace

Lists sort_many(Lists lists, int workers) {
    SharedArray<int> shared{total_length(lists)};
    const auto sorted = pieces(shared.values(), lists);
    ProcessPool pool{workers};  // from here on the workers have the lists
    const auto sort = [&](std::size_t i) {
        Values scratch{lists[i]};
        std::ranges::copy(scratch, sorted[i].begin());
        triptych::merge_sort(sorted[i], scratch);
    };
    pool.map(sort, std::views::iota(std::size_t{0}, lists.size()));
    for (std::size_t i = 0; i < lists.size(); ++i)
        std::ranges::copy(sorted[i], lists[i].begin());
    return lists;
}

Lists sort_many_pipe(const Lists& lists, int workers) {
    ProcessPool pool{workers};
    return pool.map(sort, lists);
}

}  // namespace triptych::processes
