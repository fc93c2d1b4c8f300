/// The work-stealing pool, and Fork.
#include <array>
#include <atomic>
#include <cstdint>
#include <latch>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "common/random.hpp"
#include "common/refusal.hpp"
#include "tests/census.hpp"
#include "tests/fuzz.hpp"
#include "tests/in_child.hpp"
#include "tests/random_tree.hpp"
#include "threads/primitives/fork.hpp"

using namespace triptych;
using namespace triptych::threads;

namespace {

int fibonacci(int n) {
    if (n < 2) return n;
    int left = 0;
    Fork other{[&] { left = fibonacci(n - 1); }};
    const int right = fibonacci(n - 2);
    other.join();
    return left + right;
}

/// Lets another worker take all that this one has forked.
template <typename Condition>
void yield_until(Condition condition) {
    while (!condition())
        std::this_thread::yield();
}

}  // namespace

TEST_CASE("StealingPool runs what a function forks, by any number of workers, and again") {
    for (const int workers : {1, 2, 3, 8}) {
        const Census before = take_census();
        {
            StealingPool pool{workers};
            for (int run = 0; run < 3; ++run)
                REQUIRE(pool.run([] { return fibonacci(15); }) == 610);
        }
        CHECK(changes_since(before) == "");
    }
}

TEST_CASE("StealingPool refuses to have no worker, or two runs at the same time") {
    CHECK_THROWS_AS(StealingPool{0}, std::invalid_argument);
    CHECK_THROWS_AS(StealingPool{-1}, std::invalid_argument);
    StealingPool pool{2};
    CHECK_THROWS_AS(pool.run([&] { pool.run([] {}); }), std::logic_error);
    CHECK(pool.run([] { return fibonacci(5); }) == 5);
}

TEST_CASE("StealingPool: a run inside a job of another pool has workers of its own") {
    StealingPool outer{2};
    StealingPool inner{2};
    CHECK(outer.run([&] {
        const int there = inner.run([] { return fibonacci(10); });
        return there + fibonacci(10);
    }) == 110);
}

TEST_CASE("StealingPool joins the threads that it has started if the system refuses one") {
    CHECK(in_child([] {
              const Census before = take_census();
              std::string outcome = "there is a pool";
              allow_tasks(1);
              try {
                  const StealingPool pool{4};
              } catch (const std::system_error& error) {
                  outcome = explain(error);
              }
              return outcome + changes_since(before);
          }) == "std::thread (limit: ulimit -u): Resource temporarily unavailable");
}

TEST_CASE("Fork throws in a thread that is no worker") {
    CHECK_THROWS_AS(Fork{[] {}}, std::logic_error);
    StealingPool pool{2};
    pool.run([] {});
    CHECK_THROWS_AS(Fork{[] {}}, std::logic_error);
}

TEST_CASE("Fork::join runs the job in its own thread if nobody has taken it") {
    StealingPool pool{1};
    pool.run([] {
        const auto me = std::this_thread::get_id();
        std::thread::id who;
        Fork job{[&] { who = std::this_thread::get_id(); }};
        CHECK(who == std::thread::id{});
        job.join();
        CHECK(who == me);
    });
}

TEST_CASE("Fork: another worker takes the job while this one goes on") {
    StealingPool pool{2};
    pool.run([] {
        std::atomic<bool> has_run{false};
        Fork job{[&] { has_run = true; }};
        yield_until([&] { return has_run.load(); });
        job.join();
    });
}

TEST_CASE("Fork::join helps the thief of its job") {
    StealingPool pool{2};
    pool.run([] {
        std::atomic<bool> is_stolen{false};
        std::thread::id helper;
        Fork stolen{[&] {
            std::atomic<bool> has_run{false};
            Fork part{[&] {
                helper = std::this_thread::get_id();
                has_run = true;
            }};
            is_stolen = true;
            yield_until([&] { return has_run.load(); });  // only the other worker can run it
            part.join();
        }};
        yield_until([&] { return is_stolen.load(); });
        stolen.join();
        CHECK(helper == std::this_thread::get_id());
    });
}

TEST_CASE("Fork::join may be called in any order") {
    for (const int workers : {1, 3}) {
        StealingPool pool{workers};
        pool.run([] {
            int sum = 0;
            std::array<int, 3> parts{};
            Fork first{[&] { parts[0] = fibonacci(10); }};
            Fork second{[&] { parts[1] = fibonacci(11); }};
            Fork third{[&] { parts[2] = fibonacci(12); }};
            first.join();
            third.join();
            second.join();
            for (const int part : parts)
                sum += part;
            CHECK(sum == 55 + 89 + 144);
        });
    }
}

TEST_CASE("Fork::join throws what the job has thrown, here or in another thread") {
    for (const bool is_stolen : {false, true}) {
        StealingPool pool{2};
        std::atomic<bool> has_begun{false};
        const auto failing = [&] {
            Fork job{[&] {
                has_begun = true;
                throw std::runtime_error{"on purpose"};
            }};
            if (is_stolen) yield_until([&] { return has_begun.load(); });
            job.join();
        };
        CHECK_THROWS_WITH(pool.run(failing), "on purpose");
        CHECK(pool.run([] { return fibonacci(10); }) == 55);
    }
}

TEST_CASE("Fork: an exception before the join takes back a job that has not begun") {
    StealingPool pool{1};
    int runs = 0;
    CHECK_THROWS_WITH(pool.run([&] {
        const Fork job{[&] { ++runs; }};
        throw std::runtime_error{"before the join"};
    }),
                      "before the join");
    CHECK(runs == 0);
    CHECK(pool.run([] { return fibonacci(10); }) == 55);
}

TEST_CASE("Fork: an exception before the join waits for a job that has begun") {
    StealingPool pool{2};
    std::atomic<bool> has_begun{false};
    std::atomic<bool> has_ended{false};
    CHECK_THROWS_WITH(pool.run([&] {
        const Fork job{[&] {
            has_begun = true;
            for (int i = 0; i < 100; ++i)
                std::this_thread::yield();
            has_ended = true;
            throw std::logic_error{"lost"};
        }};
        yield_until([&] { return has_begun.load(); });
        throw std::runtime_error{"before the join"};
    }),
                      "before the join");
    CHECK(has_ended);
}

TEST_CASE("StealingPool::request_stop ends a run at its next forks") {
    StealingPool pool{2};
    const auto for_ever = [](const auto& self) -> void {
        Fork job{[&] { self(self); }};
        job.join();
    };
    std::jthread stopper;
    CHECK_THROWS_AS(pool.run([&] {
        stopper = std::jthread{[&] { pool.request_stop(); }};
        while (true)
            Fork{[] {}}.join();
    }),
                    CancelledError);
    CHECK_THROWS_AS(pool.run([&] { for_ever(for_ever); }), CancelledError);
}

namespace {

int run_tree(const RandomTree& tree);

int run_parts(const RandomTree& tree, std::uint64_t from) {
    if (from == tree.parts()) return 0;
    int first = 0;
    Fork job{[&] { first = run_tree(tree.part(from)); }};
    const int others = run_parts(tree, from + 1);
    job.join();
    return first + others;
}

/// Runs a tree's jobs: returns how many have run.
int run_tree(const RandomTree& tree) {
    if (tree.throws()) throw std::runtime_error{"thrown on purpose"};
    return 1 + run_parts(tree, 0);
}

}  // namespace

TEST_CASE("StealingPool agrees with a simple model, for random trees of which some jobs throw") {
    const std::uint64_t seed = fuzz_seed();
    CAPTURE(seed);
    Random random{seed};
    const Census before = take_census();
    for (std::uint64_t done = 0; done < fuzz_steps(300); done += 50) {
        StealingPool pool{1 + static_cast<int>(random_below(random, 4))};
        for (int run = 0; run < 50; ++run) {
            const RandomTree tree{random(), 6};
            std::optional<int> outcome;
            try {
                outcome = pool.run([&] { return run_tree(tree); });
            } catch (const std::runtime_error&) {
            }
            REQUIRE(outcome == tree.expected());
        }
    }
    CHECK(changes_since(before) == "");
}
