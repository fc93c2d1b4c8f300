/// Tests Semaphore.
#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;

namespace {

struct Traffic {
    explicit Traffic(std::size_t permits) : semaphore{permits} {}
    Semaphore semaphore;
    std::size_t in_flight = 0;
    std::size_t peak = 0;
    std::vector<int> order;
};

Task<> fly(Traffic& traffic, int id, int turns) {
    const auto permit = co_await traffic.semaphore.acquire();
    traffic.order.push_back(id);
    traffic.peak = std::max(traffic.peak, ++traffic.in_flight);
    for (int turn = 0; turn < turns; ++turn)
        co_await yield();
    --traffic.in_flight;
}

Task<> crash(Traffic& traffic) {
    const auto permit = co_await traffic.semaphore.acquire();
    throw std::runtime_error{"crashed"};
}

}  // namespace

TEST_CASE("Semaphore admits as many tasks as it has permits, and no more") {
    for (const std::size_t permits : {1U, 3U, 50U}) {
        Traffic traffic{permits};
        std::vector<Task<>> tasks;
        for (int id = 0; id < 20; ++id)
            tasks.push_back(fly(traffic, id, 1 + id % 4));
        run(gather(std::move(tasks)));
        CHECK(traffic.peak == std::min<std::size_t>(permits, 20));
        CHECK(traffic.in_flight == 0);
        CHECK(traffic.order.size() == 20);
        CHECK(std::ranges::is_sorted(traffic.order));  // fair: in the order of acquire()
    }
}

TEST_CASE("Semaphore::Permit is returned when an exception is thrown") {
    Traffic traffic{1};
    std::vector<Task<>> tasks;
    tasks.push_back(crash(traffic));
    tasks.push_back(fly(traffic, 1, 2));
    CHECK_THROWS_WITH(run(gather(std::move(tasks))), "crashed");
    CHECK(traffic.order == std::vector<int>{1});
}

TEST_CASE("Semaphore permits that were returned can be taken in another run") {
    Traffic traffic{2};
    for (int round = 0; round < 3; ++round)
        run(fly(traffic, round, 1));
    CHECK(traffic.order == std::vector<int>{0, 1, 2});
}
