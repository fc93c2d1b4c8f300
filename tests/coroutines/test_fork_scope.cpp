/// ForkedTask, ForkScope and StealingScheduler: fork and join on several threads.
#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "common/random.hpp"
#include "common/refusal.hpp"
#include "coroutines/primitives/fork_scope.hpp"
#include "tests/census.hpp"
#include "tests/fuzz.hpp"
#include "tests/in_child.hpp"
#include "tests/random_tree.hpp"

using namespace triptych;
using namespace triptych::coroutines;

namespace {

ForkedTask<int> fibonacci(int n) {
    if (n < 2) co_return n;
    int left = 0;
    ForkScope scope;
    co_await scope.fork(left, fibonacci(n - 1));
    const int right = co_await fibonacci(n - 2);
    co_await scope.join();
    co_return left + right;
}

template <typename Condition>
void yield_until(Condition condition) {
    while (!condition())
        std::this_thread::yield();
}

}  // namespace

TEST_CASE("StealingScheduler runs what a task forks, by any number of workers, and again") {
    for (const int workers : {1, 2, 3, 8}) {
        const Census before = take_census();
        {
            StealingScheduler scheduler{workers};
            for (int run = 0; run < 3; ++run)
                REQUIRE(scheduler.run(fibonacci(15)) == 610);
        }
        CHECK(changes_since(before) == "");
    }
}

TEST_CASE("StealingScheduler refuses to have no worker, or two runs at the same time") {
    CHECK_THROWS_AS(StealingScheduler{0}, std::invalid_argument);
    StealingScheduler scheduler{2};
    const auto nested = [&]() -> ForkedTask<int> { co_return scheduler.run(fibonacci(3)); };
    CHECK_THROWS_AS(scheduler.run(nested()), std::logic_error);
    CHECK(scheduler.run(fibonacci(10)) == 55);
}

TEST_CASE("StealingScheduler joins the threads that it has started if the system refuses one") {
    CHECK(in_child([] {
              const Census before = take_census();
              std::string outcome = "there is a scheduler";
              allow_tasks(1);
              try {
                  const StealingScheduler scheduler{4};
              } catch (const std::system_error& error) {
                  outcome = explain(error);
              }
              return outcome + changes_since(before);
          }) == "std::thread (limit: ulimit -u): Resource temporarily unavailable");
}

TEST_CASE("ForkedTask that never begins is destroyed, with its parameters") {
    const auto owned = std::make_shared<int>(1);
    {
        const auto task = [](std::shared_ptr<int> number) -> ForkedTask<int> {
            co_return *number;
        }(owned);
        CHECK(owned.use_count() == 2);
    }
    CHECK(owned.use_count() == 1);
}

TEST_CASE("ForkedTask: results may be moved only, and there need not be one") {
    StealingScheduler scheduler{2};
    const auto owner = [](int number) -> ForkedTask<std::unique_ptr<int>> {
        co_return std::make_unique<int>(number);
    };
    const auto adder = [](std::atomic<int>& sum, int number) -> ForkedTask<> {
        sum += number;
        co_return;
    };
    const auto parent = [&](std::atomic<int>& sum) -> ForkedTask<std::unique_ptr<int>> {
        std::unique_ptr<int> one;
        ForkScope scope;
        co_await scope.fork(one, owner(1));
        for (int i = 0; i < 10; ++i)
            co_await scope.fork(adder(sum, i));
        co_await adder(sum, 100);
        co_await scope.join();
        sum += *one;
        co_return co_await owner(5);
    };
    std::atomic<int> sum{0};
    CHECK(*scheduler.run(parent(sum)) == 5);
    CHECK(sum == 45 + 100 + 1);
}

TEST_CASE("ForkScope: a thief goes on with the parent while the child runs") {
    StealingScheduler scheduler{2};
    std::atomic<bool> goes_on{false};
    std::thread::id of_child;
    std::thread::id of_parent;
    const auto child = [&]() -> ForkedTask<> {
        of_child = std::this_thread::get_id();
        yield_until([&] { return goes_on.load(); });
        co_return;
    };
    const auto parent = [&]() -> ForkedTask<> {
        ForkScope scope;
        co_await scope.fork(child());
        of_parent = std::this_thread::get_id();
        goes_on = true;
        co_await scope.join();
    };
    scheduler.run(parent());
    CHECK(of_child == std::this_thread::get_id());
    CHECK(of_parent != of_child);
}

TEST_CASE("ForkScope can be used again after join") {
    StealingScheduler scheduler{3};
    const auto parent = [](int rounds) -> ForkedTask<int> {
        int sum = 0;
        ForkScope scope;
        for (int round = 0; round < rounds; ++round) {
            int left = 0;
            int right = 0;
            co_await scope.fork(left, fibonacci(8));
            co_await scope.fork(right, fibonacci(7));
            co_await scope.join();
            co_await scope.join();  // nothing to wait for
            sum += left + right;
        }
        co_return sum;
    };
    CHECK(scheduler.run(parent(500)) == 500 * 34);
}

TEST_CASE("ForkedTask: a chain of 100,000 calls or forks needs no deep stack") {
    struct Depth {
        static ForkedTask<int> calls(int depth) {
            if (depth == 0) co_return 0;
            co_return 1 + co_await calls(depth - 1);
        }
        static ForkedTask<int> forks(int depth) {
            if (depth == 0) co_return 0;
            int below = 0;
            ForkScope scope;
            co_await scope.fork(below, forks(depth - 1));
            co_await scope.join();
            co_return 1 + below;
        }
    };
    StealingScheduler scheduler{2};
    CHECK(scheduler.run(Depth::calls(100'000)) == 100'000);
    CHECK(scheduler.run(Depth::forks(100'000)) == 100'000);
}

TEST_CASE("ForkScope::join throws what the first child has thrown, when all have ended") {
    for (const int workers : {1, 2}) {
        StealingScheduler scheduler{workers};
        std::atomic<int> ended{0};
        const auto child = [&](bool fails) -> ForkedTask<> {
            for (int i = 0; i < 50; ++i)
                std::this_thread::yield();
            ++ended;
            if (fails) throw std::runtime_error{"on purpose"};
            co_return;
        };
        const auto parent = [&]() -> ForkedTask<int> {
            int before_the_throw = 0;
            ForkScope scope;
            try {
                co_await scope.fork(child(false));
                co_await scope.fork(child(true));
                co_await scope.join();
            } catch (const std::runtime_error&) {
                before_the_throw = ended;
            }
            if (before_the_throw != 2) co_return -1;
            co_await child(true);
            co_return 0;
        };
        CHECK_THROWS_WITH(scheduler.run(parent()), "on purpose");
        CHECK(scheduler.run(fibonacci(10)) == 55);
    }
}

TEST_CASE("ForkScope begins no further child after one has thrown") {
    StealingScheduler scheduler{1};
    int begun = 0;
    const auto child = [&]() -> ForkedTask<> {
        ++begun;
        throw std::runtime_error{"on purpose"};
        co_return;
    };
    const auto parent = [&]() -> ForkedTask<> {
        ForkScope scope;
        for (int i = 0; i < 5; ++i)
            co_await scope.fork(child());
        co_await scope.join();
    };
    CHECK_THROWS_WITH(scheduler.run(parent()), "on purpose");
    CHECK(begun == 1);
}

TEST_CASE("ForkScope: an exception before the join waits for the children that run") {
    StealingScheduler scheduler{2};
    std::atomic<bool> goes_on{false};
    std::atomic<bool> has_ended{false};
    const auto child = [&](int& place) -> ForkedTask<int> {
        yield_until([&] { return goes_on.load(); });
        for (int i = 0; i < 100; ++i)
            std::this_thread::yield();
        place = 1;  // the parent's variable is still there
        has_ended = true;
        co_return 1;
    };
    const auto parent = [&]() -> ForkedTask<> {
        int place = 0;
        int result = 0;
        ForkScope scope;
        co_await scope.fork(result, child(place));
        goes_on = true;
        throw std::runtime_error{"before the join"};
    };
    CHECK_THROWS_WITH(scheduler.run(parent()), "before the join");
    CHECK(has_ended);
    CHECK(scheduler.run(fibonacci(10)) == 55);
}

TEST_CASE("ForkedTask: each use of one that was used already throws") {
    const auto uses = [](bool by_fork) -> ForkedTask<> {
        ForkedTask<int> task = fibonacci(3);
        static_cast<void>(co_await std::move(task));
        ForkScope scope;
        int result = 0;
        // NOLINTBEGIN(bugprone-use-after-move): on purpose
        if (by_fork)
            co_await scope.fork(result, std::move(task));
        else
            static_cast<void>(co_await std::move(task));
        // NOLINTEND(bugprone-use-after-move)
        co_await scope.join();
    };
    StealingScheduler scheduler{2};
    CHECK_THROWS_AS(scheduler.run(uses(true)), std::logic_error);
    CHECK_THROWS_AS(scheduler.run(uses(false)), std::logic_error);
}

TEST_CASE("StealingScheduler::request_stop ends a run at its next forks") {
    StealingScheduler scheduler{2};
    const auto nothing = []() -> ForkedTask<> { co_return; };
    const auto for_ever = [&]() -> ForkedTask<> {
        while (true) {
            ForkScope scope;
            co_await scope.fork(nothing());
            co_await scope.join();
        }
    };
    const std::jthread stopper{[&] { scheduler.request_stop(); }};
    CHECK_THROWS_AS(scheduler.run(for_ever()), Cancelled);
    CHECK_THROWS_AS(scheduler.run(fibonacci(10)), Cancelled);
}

namespace {

/// Runs a tree's tasks: returns how many have run. `alive` counts those that run now.
ForkedTask<int> run_tree(RandomTree tree, std::atomic<int>& alive) {
    struct Counted {
        explicit Counted(std::atomic<int>& counter) : count{counter} { ++count; }
        Counted(const Counted&) = delete;
        Counted& operator=(const Counted&) = delete;
        ~Counted() { --count; }
        std::atomic<int>& count;
    };
    const Counted counted{alive};
    if (tree.throws()) throw std::runtime_error{"thrown on purpose"};
    std::vector<int> sums(tree.parts());
    ForkScope scope;
    for (std::uint64_t i = 0; i < tree.parts(); ++i)
        if ((tree.seed >> i) % 3 == 0)
            sums[i] = co_await run_tree(tree.part(i), alive);
        else
            co_await scope.fork(sums[i], run_tree(tree.part(i), alive));
    co_await scope.join();
    int sum = 1;
    for (const int of_part : sums)
        sum += of_part;
    co_return sum;
}

}  // namespace

TEST_CASE(
    "StealingScheduler agrees with a simple model, for random trees of which some tasks throw") {
    const std::uint64_t seed = fuzz_seed();
    CAPTURE(seed);
    Random random{seed};
    const Census before = take_census();
    for (std::uint64_t done = 0; done < fuzz_steps(300); done += 50) {
        StealingScheduler scheduler{1 + static_cast<int>(random_below(random, 4))};
        for (int run = 0; run < 50; ++run) {
            const RandomTree tree{random(), 6};
            std::atomic<int> alive{0};
            std::optional<int> outcome;
            try {
                outcome = scheduler.run(run_tree(tree, alive));
            } catch (const std::runtime_error&) {
            }
            REQUIRE(outcome == tree.expected());
            REQUIRE(alive == 0);
        }
    }
    CHECK(changes_since(before) == "");
}
