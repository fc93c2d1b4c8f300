/// Many HTTP clients in one thread, which measure the latency of each answer.
///
/// Concepts: latency, tail latency, C10K
#pragma once

#include <chrono>
#include <cstdint>

#include "common/network/address.hpp"

namespace triptych {

/// What the clients send. Client `i` connects, and sends its first request, when it is due: at
/// `i * apart` after the beginning; its next ones follow at `interval`, whether or not the answers
/// have come (an open model: a slow server does not make its clients ask less).
struct Load {
    std::int64_t clients = 1;
    std::int64_t requests = 1;              // of each client, over one connection
    std::chrono::microseconds apart{50};    // 20,000 new connections a second
    std::chrono::milliseconds interval{1};  // between two requests of a client
    std::chrono::seconds patience{10};      // after the last request was due
};

/// What became of it. A latency is measured from when the request was *due*, not from when it could
/// be sent: otherwise a server that stands still for a second would have one slow answer, instead
/// of all those that were due in that second ("coordinated omission").
struct LoadReport {
    std::int64_t answered = 0;
    std::int64_t failed = 0;  // no connection, a wrong answer, or none in time
    double seconds = 0;       // from the first request to the last answer
    double cpu_seconds = 0;   // of the clients
    double latency_p50_ms = 0;
    double latency_p99_ms = 0;
    double latency_max_ms = 0;
};

/// When the last request is due.
std::chrono::microseconds last_due(const Load& load) noexcept;

/// Sends all requests to the server at `address`, and returns when they are answered or have
/// failed. Uses a descriptor for each client and one more. Throws std::system_error if the system
/// refuses those.
LoadReport send_load(const Address& address, const Load& load);

}  // namespace triptych
