/// Properties of every implementation of shared_counter.
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"

using namespace triptych;

namespace {

struct Counter {
    const char* name;
    std::int64_t (*count)(const Race& race);
};

const std::vector<Counter> guarded{{"threads.mutex", threads::shared_counter_mutex},
                                   {"threads.atomic", threads::shared_counter_atomic},
                                   {"threads.sharded", threads::shared_counter_sharded},
                                   {"processes.mutex", processes::shared_counter_mutex},
                                   {"processes.atomic", processes::shared_counter_atomic},
                                   {"processes.sharded", processes::shared_counter_sharded},
                                   {"processes.pipe", processes::shared_counter_pipe},
                                   {"coroutines.mutex", coroutines::shared_counter_mutex},
                                   {"coroutines.no_await", coroutines::shared_counter_no_await}};

const std::vector<Counter> unguarded{{"threads", threads::shared_counter_unguarded},
                                     {"processes", processes::shared_counter_unguarded},
                                     {"coroutines", coroutines::shared_counter_unguarded}};

}  // namespace

TEST_CASE("shared_counter: guarded counters count all additions of any number of workers") {
    for (const auto& [name, count] : guarded)
        for (const int workers : {0, 1, 2, 9}) {
            CAPTURE(name, workers);
            CHECK(count({.workers = workers, .additions = 300}) == workers * 300);
        }
}

TEST_CASE("shared_counter: the count of no additions is 0") {
    for (const auto& [name, count] : guarded) {
        CAPTURE(name);
        CHECK(count({.workers = 4, .additions = 0}) == 0);
    }
}

TEST_CASE("shared_counter: an unguarded counter is correct with a single worker") {
    for (const auto& [name, count] : unguarded) {
        CAPTURE(name);
        CHECK(count({.workers = 1, .additions = 1'000}) == 1'000);
    }
}

TEST_CASE(
    "shared_counter: coroutines with a co_await between read and write lose three of four "
    "updates") {
    // Each reads, then each writes: of every four additions three are lost.
    CHECK(coroutines::shared_counter_unguarded({.workers = 4, .additions = 1'000}) == 1'000);
}
