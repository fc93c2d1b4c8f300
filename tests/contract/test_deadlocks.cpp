/// What holds for every way to find a deadlock, and to get out of it.
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
    DeadlockReport (*tied_up)(std::int64_t rounds);
};

const std::vector<Model> models{
    {"threads", threads::deadlock, threads::deadlock_opposite},
    {"processes", processes::deadlock, processes::deadlock_opposite},
    {"coroutines", coroutines::deadlock, coroutines::deadlock_opposite}};

}  // namespace

TEST_CASE("in opposite order there is a deadlock in each round, found, named and got out of") {
    for (const auto& [name, ordered, tied_up] : models)
        for (const std::int64_t rounds : {0, 1, 30}) {
            CAPTURE(name, rounds);
            const Census before = take_census();
            CHECK(check_deadlocks_broken(rounds, tied_up(rounds)) == "");
            CHECK(changes_since(before) == "");
        }
}

TEST_CASE("in one order there is none, and nobody cries wolf") {
    for (const auto& [name, ordered, tied_up] : models)
        for (const std::int64_t rounds : {0, 1, 2'000}) {
            CAPTURE(name, rounds);
            CHECK(check_no_deadlock(rounds, ordered(rounds)) == "");
        }
}

TEST_CASE("whom nobody watches stays tied up, and is given up without a trace") {
    const Census before = take_census();
    CHECK(processes::deadlock_unwatched(0) == 0);
    CHECK(check_nobody_ended(processes::deadlock_unwatched(3)) == "");
    CHECK_THAT(check_nobody_ended(1), Contains("1 of the workers got out"));
    CHECK(changes_since(before) == "");
}
