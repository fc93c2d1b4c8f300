/// Properties of every implementation of task_pool.
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "tests/census.hpp"

using namespace triptych;

namespace {

struct Pool {
    const char* name;
    Worklist (*run)(const Batch& batch);
};

const std::vector<Pool> pools{{"threads", threads::task_pool},
                              {"processes", processes::task_pool},
                              {"coroutines", coroutines::task_pool},
                              {"coroutines.semaphore", coroutines::task_pool_semaphore}};

}  // namespace

TEST_CASE("task_pool: with enough tasks, exactly the allowed number is in flight, and never more") {
    // On a very busy machine, the last workers may begin when few tasks are left: try more tasks.
    const auto all_at_once = [](const Pool& pool, std::int64_t tasks) {
        const Batch batch{.tasks = tasks, .seed = 3};
        const Worklist worklist = pool.run(batch);
        CHECK(check_worklist(batch, worklist) == "");
        return worklist.peak_in_flight() == most_in_flight;
    };
    for (const Pool& pool : pools) {
        CAPTURE(pool.name);
        CHECK(
            (all_at_once(pool, 5'000) || all_at_once(pool, 50'000) || all_at_once(pool, 500'000)));
    }
}

TEST_CASE("task_pool accepts no tasks, and leaves nothing behind") {
    for (const auto& [name, run] : pools) {
        CAPTURE(name);
        const Census before = take_census();
        CHECK(check_worklist({0, 1}, run({0, 1})) == "");
        CHECK(changes_since(before) == "");
    }
}
