#include "common/workloads/producer_consumer.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "common/percentile.hpp"
#include "common/scatter.hpp"

namespace triptych {
namespace {

constexpr std::uint64_t one_in = 16;
constexpr std::int32_t shortest_us = 100;
constexpr std::uint64_t different_pauses = 201;  // up to 300 us

std::optional<Delay> pause_of(std::uint64_t seed, std::uint64_t turn) {
    const std::uint64_t number = scatter(seed + scatter(turn));
    if (number % one_in != 0) return std::nullopt;
    return Delay{shortest_us + static_cast<std::int32_t>(number / one_in % different_pauses)};
}

}  // namespace

std::optional<Delay> Trade::pause_before_put(std::int64_t item) const {
    return pause_of(seed, 2 * static_cast<std::uint64_t>(item));
}

std::optional<Delay> Trade::pause_after_get(std::int64_t item) const {
    return pause_of(seed, 2 * static_cast<std::uint64_t>(item) + 1);
}

Item put_now(std::int64_t number) {
    return {number, std::chrono::steady_clock::now()};
}

void note_got(const Item& item, std::span<Receipt> receipts) {
    Receipt& receipt = receipts[static_cast<std::size_t>(item.number)];
    receipt.latency = std::chrono::steady_clock::now() - item.put;
    ++receipt.times;
}

std::string check_receipts(const Trade& trade, std::span<const Receipt> receipts) {
    if (static_cast<std::int64_t>(receipts.size()) != trade.items)
        return fmt::format("there are receipts for {} of {} items", receipts.size(), trade.items);
    for (std::size_t number = 0; number < receipts.size(); ++number) {
        const auto& [latency, times] = receipts[number];
        if (times != 1) return fmt::format("item {} was consumed {} times", number, times);
        if (latency.count() < 0)
            return fmt::format("item {} was consumed before it was put", number);
    }
    return {};
}

Metrics receipt_metrics(std::span<const Receipt> receipts) {
    std::vector<double> latencies;
    latencies.reserve(receipts.size());
    for (const Receipt& receipt : receipts)
        latencies.push_back(std::chrono::duration<double, std::milli>{receipt.latency}.count());
    std::ranges::sort(latencies);
    return {{"latency_p50_ms", percentile(latencies, 50)},
            {"latency_p99_ms", percentile(latencies, 99)}};
}

double least_trade_seconds(const Trade& trade) {
    constexpr Delay none{0};
    std::vector<double> producers(static_cast<std::size_t>(trade.producers));
    double consumers = 0;
    for (std::int64_t item = 0; item < trade.items; ++item) {
        producers[static_cast<std::size_t>(item % trade.producers)] +=
            in_seconds(trade.pause_before_put(item).value_or(none));
        consumers += in_seconds(trade.pause_after_get(item).value_or(none));
    }
    return std::max(std::ranges::max(producers), consumers / trade.consumers);
}

}  // namespace triptych
