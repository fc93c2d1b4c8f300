/// Sort many with threads: a pool of workers takes list after list. The
/// lists are handed over by moving them: nothing is copied, and nothing is shared.
#include <utility>

#include "threads/answers.hpp"
#include "threads/thread_pool.hpp"

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
