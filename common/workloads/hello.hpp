/// Hello: a few greeters say hello at the same time, and each says goodbye one unit (10 ms) later.
/// The ids of process and thread show where each greeter ran.
///
/// Concepts: concurrency, thread, process, coroutine, event loop
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

#include "common/delay.hpp"
#include "common/metrics.hpp"

namespace triptych {

inline constexpr Delay greeting_unit = std::chrono::milliseconds{10};

/// An entry in the guestbook.
struct Greeting {
    using Time = std::chrono::steady_clock::time_point;

    std::int32_t greeter = 0;
    pid_t process = 0;
    pid_t thread = 0;
    Time hello{};
    Time goodbye{};
};

using Guestbook = std::vector<Greeting>;

/// Records that the greeter says hello: where it runs, and at what time.
Greeting say_hello(std::int32_t greeter);

/// Records the time at which the greeter says goodbye.
Greeting say_goodbye(Greeting greeting);

/// Returns an error message; empty if each of `greeters` has signed once, and stayed at least one
/// unit.
std::string check_guestbook(std::int64_t greeters, const Guestbook& book);

/// processes_seen and threads_seen: in how many different processes and threads they ran;
/// greeting_at_once: the largest number of greeters that were present at the same time.
Metrics guestbook_metrics(const Guestbook& book);

}  // namespace triptych
