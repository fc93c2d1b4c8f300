/// The items of producer_consumer, and their check.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "common/workloads/producer_consumer.hpp"
#include "common/workloads/sequential.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

constexpr Trade three{.items = 3, .seed = 1};

/// The receipts of three items after those in `got` were consumed.
std::vector<Receipt> after(const std::vector<std::int64_t>& got) {
    std::vector<Receipt> receipts(3);
    for (const std::int64_t number : got)
        note_got(put_now(number), receipts);
    return receipts;
}

}  // namespace

TEST_CASE("Trade::pause_before_put is the same on every machine for the same seed") {
    std::vector<std::int64_t> paused;
    for (std::int64_t item = 0; item < 100; ++item)
        if (three.pause_before_put(item)) paused.push_back(item);
    CHECK(paused == std::vector<std::int64_t>{15, 46, 62, 63, 78, 91});
    CHECK(three.pause_before_put(15) == Trade{16, 1}.pause_before_put(15));
    CHECK(three.pause_before_put(15) != Trade{16, 2}.pause_before_put(15));
}

TEST_CASE(
    "Trade pauses 100 to 300 us for one item in 16, for other items before put than after get") {
    constexpr std::int64_t items = 100'000;
    const Trade trade{.items = items, .seed = 2};
    std::vector<Delay> pauses;
    int both = 0;
    for (std::int64_t item = 0; item < items; ++item) {
        const auto before = trade.pause_before_put(item);
        const auto after_it = trade.pause_after_get(item);
        if (before) pauses.push_back(*before);
        if (after_it) pauses.push_back(*after_it);
        if (before && after_it) ++both;
    }
    CHECK(std::abs(static_cast<double>(pauses.size()) / (2.0 * items / 16) - 1) < 0.05);
    CHECK(std::ranges::min(pauses) == 100us);
    CHECK(std::ranges::max(pauses) == 300us);
    CHECK(both < 1'000);
}

TEST_CASE("check_receipts says what is wrong") {
    CHECK(check_receipts(three, after({2, 0, 1})).empty());
    CHECK(check_receipts({0, 1}, {}).empty());
    CHECK(check_receipts(three, after({0, 2})) == "item 1 was consumed 0 times");
    CHECK(check_receipts(three, after({0, 1, 2, 0})) == "item 0 was consumed 2 times");
    CHECK(check_receipts({4, 1}, after({0, 1, 2})) == "there are receipts for 3 of 4 items");
    auto early = after({0, 1, 2});
    early[2].latency = -1ns;
    CHECK(check_receipts(three, early) == "item 2 was consumed before it was put");
}

TEST_CASE("receipt_metrics measures the latency from put to get") {
    std::vector<Receipt> receipts(1);
    const Item item = put_now(0);
    std::this_thread::sleep_for(2ms);
    note_got(item, receipts);
    const Metrics metrics = receipt_metrics(receipts);
    CHECK(metrics.at("latency_p50_ms") >= 2);
    CHECK(metrics.at("latency_p99_ms") == metrics.at("latency_p50_ms"));
    CHECK(receipt_metrics({}).at("latency_p50_ms") == 0);
}

TEST_CASE("least_trade_seconds is the time of the slowest producer, or of all consumers together") {
    Trade trade{.items = 16'000, .seed = 1};
    CHECK(std::abs(least_trade_seconds(trade) - 0.05) < 0.01);
    trade.consumers = 1;
    CHECK(std::abs(least_trade_seconds(trade) - 0.2) < 0.02);
    trade.consumers = 16;
    trade.producers = 2;
    CHECK(std::abs(least_trade_seconds(trade) - 0.1) < 0.02);
    CHECK(least_trade_seconds({0, 1}) == 0);
}

TEST_CASE("sequential::producer_consumer consumes each item exactly once") {
    const auto receipts = sequential::producer_consumer(three);
    CHECK(check_receipts(three, receipts).empty());
}
