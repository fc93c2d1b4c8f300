/// Properties of every implementation of db_update.
#include <algorithm>
#include <chrono>
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "tests/contract/one_killed.hpp"

using namespace triptych;

namespace {

using Ended = std::vector<std::int64_t>;

struct Update {
    const char* name;
    Ended (*update)(std::int64_t rounds);
};

const std::vector<Update> guarded{{"threads", threads::db_update_mutex},
                                  {"processes", processes::db_update_mutex},
                                  {"coroutines", coroutines::db_update_mutex},
                                  {"coroutines.no_await", coroutines::db_update_no_await}};

}  // namespace

TEST_CASE("db_update: guarded updates end with 2 in every round") {
    for (const auto& [name, update] : guarded)
        for (const std::int64_t rounds : {0, 1, 1'000}) {
            CAPTURE(name, rounds);
            CHECK(check_both_updated(rounds, update(rounds)) == "");
        }
}

TEST_CASE("db_update: unguarded updates end with 1 in some rounds, and always with 1 or 2") {
    constexpr std::int64_t rounds = 1'000;
    for (const auto& [name, update] : {Update{"threads", threads::db_update_unguarded},
                                       Update{"processes", processes::db_update_unguarded}}) {
        CAPTURE(name);
        const Ended ended = update(rounds);
        CHECK(check_some_updated(rounds, ended) == "");
        CHECK(std::ranges::count(ended, 1) > 0);
    }
}

TEST_CASE(
    "db_update: coroutines with a co_await between read and write end with 1 in every round") {
    CHECK(coroutines::db_update_unguarded(1'000) == Ended(1'000, 1));
}

TEST_CASE("processes::db_update detects a killed process, and does not wait for it for ever") {
    constexpr std::int64_t long_enough = 2'000'000;
    for (const auto& [name, update] : {Update{"mutex", processes::db_update_mutex},
                                       Update{"unguarded", processes::db_update_unguarded}})
        for (std::size_t moment = 0; moment < 10; ++moment) {
            CAPTURE(name, moment);
            const auto message =
                message_if_one_is_killed(1, 0, std::chrono::microseconds{20 * moment},
                                         [solve = update] { solve(long_enough); });
            CAPTURE(message);
            const bool held_the_lock =
                update == processes::db_update_mutex && message.ends_with("Owner died");
            CHECK((held_the_lock || message.ends_with("was killed by SIGKILL")));
        }
}
