/// Delayed messages: all are sent together, and each should arrive when its delay is over.
/// Nothing is computed, so this is purely I/O-bound work.
///
/// Concepts: I/O-bound, C10K, latency, tail latency, context switch, message passing, end-of-file
/// on a pipe
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/delay.hpp"
#include "common/metrics.hpp"

namespace triptych {

struct Message {
    std::int32_t id;
    Delay delay;
};

struct Arrival {
    std::int32_t id;
    Delay after;  // since the start

    bool operator==(const Arrival&) const = default;
};

/// The messages that have arrived, in the order of arrival. Its constructor starts the clock.
class Arrivals {
public:
    /// Reserves memory for `expected` arrivals.
    explicit Arrivals(std::size_t expected) { list_.reserve(expected); }

    /// Takes over arrivals that were recorded elsewhere, with another clock.
    explicit Arrivals(std::vector<Arrival> noted) : list_{std::move(noted)} {}

    /// Records that message `id` arrives now.
    void put(std::int32_t id) {
        const auto now = std::chrono::steady_clock::now();
        list_.push_back({id, std::chrono::duration_cast<Delay>(now - start_)});
    }

    const std::vector<Arrival>& list() const noexcept { return list_; }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::vector<Arrival> list_;
};

/// How many workers the `pool` variants have, however many messages there are.
inline constexpr int delivery_workers = 50;

/// `count` messages, ids from 0, delays of 1 to 10 ms.
std::vector<Message> make_messages(std::int64_t count, std::uint64_t seed);

/// `count` messages that are all due at the same time.
std::vector<Message> make_messages_due_together(std::int64_t count, Delay delay);

/// Returns an error message; empty if each message arrived exactly once, none before its delay was
/// over, and the list is in the order of arrival. (If a message arrives after one with a longer
/// delay, it is late. That is counted as `overtaken`, but it is not an error.)
std::string check_arrivals(std::span<const Message> messages, const Arrivals& arrivals);

/// late_p50_ms, late_p99_ms, late_max_ms: milliseconds after the due time; overtaken: how many
/// messages arrived after one that was due later.
Metrics arrival_metrics(std::span<const Message> messages, const Arrivals& arrivals);

/// The least possible time in seconds: the longest delay.
double longest_delay_seconds(std::span<const Message> messages);

/// The time of the sequential implementation in seconds: the sum of all delays.
double all_delays_seconds(std::span<const Message> messages);

}  // namespace triptych
