// A pool of the threads' own, and run_in_executor.
#include "threads/primitives/thread_pool.hpp"

#include "coroutines/primitives/run_in_executor.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& /*elsewhere*/) {
    triptych::threads::ThreadPool pool{1};
    co_return co_await triptych::coroutines::run_in_executor(pool, query);
}
