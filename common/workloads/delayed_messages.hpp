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

    /// Takes arrivals that were recorded elsewhere, with another clock.
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
inline constexpr int delivery_workers = 250;

/// `count` messages, ids from 0, delays of 10 to 100 ms.
std::vector<Message> make_messages(std::int64_t count, std::uint64_t seed);

/// `count` messages that are all due at the same time.
std::vector<Message> make_messages_due_together(std::int64_t count, Delay delay);

/// Returns an error message; empty if each message arrives exactly once, none before its delay is
/// over, and none is listed before one that arrived earlier. (So a message can be overtaken
/// by one with a longer delay only if it is late: that is counted, and is no fault.)
std::string check_arrivals(std::span<const Message> messages, const Arrivals& arrivals);

/// Milliseconds after the due time: late_p50_ms, late_p99_ms, late_max_ms;
/// overtaken: how many arrived after one that was due later.
Metrics arrival_metrics(std::span<const Message> messages, const Arrivals& arrivals);

/// The least time all this can take, in seconds: the longest delay.
double longest_delay_seconds(std::span<const Message> messages);

/// What taking them one after another takes, in seconds: the sum of the delays.
double all_delays_seconds(std::span<const Message> messages);

}  // namespace triptych
