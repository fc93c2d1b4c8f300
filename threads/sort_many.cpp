/// Sort many with threads: the workers of a pool take list after list. Each list is moved to its
/// worker and back, so nothing is copied, and no lock is held while a worker sorts.
#include "common/workloads/sort_many.hpp"

#include <utility>

#include "threads/primitives/thread_pool.hpp"

namespace triptych::threads {
namespace {

Values sort(Values& list) {
    triptych::merge_sort(list);
    return std::move(list);
}

}  // namespace

Lists sort_many(Lists lists, int workers) {
    ThreadPool pool{workers};
    return pool.map(sort, lists);
}

}  // namespace triptych::threads
