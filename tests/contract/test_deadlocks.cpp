/// Properties of every implementation of deadlock.
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "tests/census.hpp"

using namespace triptych;

namespace {

struct Model {
    const char* name;
    DeadlockReport (*ordered)(std::int64_t rounds);
    DeadlockReport (*opposite_order)(std::int64_t rounds);
};

const std::vector<Model> models{
    {"threads", threads::deadlock, threads::deadlock_opposite},
    {"processes", processes::deadlock, processes::deadlock_opposite},
    {"coroutines", coroutines::deadlock, coroutines::deadlock_opposite}};

}  // namespace

TEST_CASE("deadlock_opposite detects, describes and breaks a deadlock in each round") {
    for (const auto& [name, ordered, opposite_order] : models)
        for (const std::int64_t rounds : {0, 1, 30}) {
            CAPTURE(name, rounds);
            const Census before = take_census();
            CHECK(check_deadlocks_broken(rounds, opposite_order(rounds)) == "");
            CHECK(changes_since(before) == "");
        }
}

TEST_CASE("deadlock: with one lock order there is no deadlock, and no false alarm") {
    for (const auto& [name, ordered, opposite_order] : models)
        for (const std::int64_t rounds : {0, 1, 2'000}) {
            CAPTURE(name, rounds);
            CHECK(check_no_deadlock(rounds, ordered(rounds)) == "");
        }
}

TEST_CASE("deadlock_unwatched: no worker ends by itself, and all are killed and reaped") {
    const Census before = take_census();
    CHECK(processes::deadlock_unwatched(0) == 0);
    CHECK(check_no_worker_ended(processes::deadlock_unwatched(3)) == "");
    CHECK_THAT(check_no_worker_ended(1),
               Contains("1 workers ended, although they were in a deadlock"));
    CHECK(changes_since(before) == "");
}
