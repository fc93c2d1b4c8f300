/// Producer and consumer: producers put items into a bounded queue, consumers take them out. After
/// the last item the consumers wait for more, and are cancelled.
///
/// Concepts: back-pressure, condition variable, spurious wake-up, message passing, cancellation,
/// tail latency
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/delay.hpp"
#include "common/metrics.hpp"

namespace triptych {

/// The capacity of the queue: a producer waits while it is full (back-pressure).
inline constexpr std::size_t queue_room = 16;

/// Items with numbers from 0 on, and the seed of the pauses. The producers make the items in turn;
/// any free consumer takes the next one.
struct Trade {
    std::int64_t items = 0;
    std::uint64_t seed = 0;
    int producers = 4;
    int consumers = 4;

    /// How long an item's producer pauses before it puts it: 100 to 300 us for one item in 16.
    std::optional<Delay> pause_before_put(std::int64_t item) const;

    /// The same for its consumer, once it has got it.
    std::optional<Delay> pause_after_get(std::int64_t item) const;
};

struct Item {
    std::int64_t number = 0;
    std::chrono::steady_clock::time_point put;  // the time just before put() was called
};

/// An item with the current time.
Item put_now(std::int64_t number);

/// The record of one item.
struct Receipt {
    std::chrono::nanoseconds latency;  // from put to got
    std::int32_t times;                // how often it was got
};

/// Records in `receipts` that a consumer has got the item now.
void note_got(const Item& item, std::span<Receipt> receipts);

/// Returns an error message; empty if each item of the trade was got exactly once.
std::string check_receipts(const Trade& trade, std::span<const Receipt> receipts);

/// Milliseconds from put to got: latency_p50_ms, latency_p99_ms.
Metrics receipt_metrics(std::span<const Receipt> receipts);

/// The least possible time in seconds. It is the larger of two: the pauses of the slowest producer;
/// and the pauses of all consumers, divided by their number.
double least_trade_seconds(const Trade& trade);

}  // namespace triptych
