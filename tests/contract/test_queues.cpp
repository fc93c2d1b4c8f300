/// Properties of every implementation of producer_consumer.
#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "tests/census.hpp"
#include "tests/contract/one_killed.hpp"

using namespace triptych;

namespace {

struct Market {
    const char* name;
    std::vector<Receipt> (*solve)(const Trade& trade);
};

const std::vector<Market> markets{{"threads", threads::producer_consumer},
                                  {"processes", processes::producer_consumer},
                                  {"coroutines", coroutines::producer_consumer}};

}  // namespace

TEST_CASE(
    "producer_consumer: every item arrives once, with any number of producers and consumers") {
    for (const auto& [name, solve] : markets)
        for (const auto& [producers, consumers] :
             std::vector<std::pair<int, int>>{{1, 1}, {1, 5}, {5, 1}, {3, 4}}) {
            CAPTURE(name, producers, consumers);
            const Trade trade{
                .items = 1'000, .seed = 7, .producers = producers, .consumers = consumers};
            CHECK(check_receipts(trade, solve(trade)) == "");
        }
}

TEST_CASE(
    "producer_consumer accepts no items, and fewer than it has workers, and leaves nothing "
    "behind") {
    for (const auto& [name, solve] : markets)
        for (const std::int64_t items : {0, 1, 3, 20}) {
            CAPTURE(name, items);
            const Trade trade{.items = items, .seed = 3};
            const Census before = take_census();
            CHECK(check_receipts(trade, solve(trade)) == "");
            CHECK(changes_since(before) == "");
        }
}

TEST_CASE(
    "processes::producer_consumer detects a killed process, and does not wait for it for ever") {
    const Trade long_enough{.items = 200'000, .seed = 1};
    const auto workers = static_cast<std::size_t>(long_enough.producers + long_enough.consumers);
    // Sooner or later a process is killed while it holds the queue's lock, and while it does not.
    for (std::size_t moment = 0; moment < 120; ++moment) {
        CAPTURE(moment);
        const auto message = message_if_one_is_killed(
            workers, moment % workers, std::chrono::microseconds{20 * moment},
            [&] { processes::producer_consumer(long_enough); });
        CHECK_THAT(message, EndsWith("was killed by SIGKILL"));
    }
}
