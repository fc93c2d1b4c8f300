/// Hello: a few greeters say hello at once, and each leaves a unit later. Who ran where is told by
/// the process and the thread in which each of them found itself.
///
/// Concepts: concurrency, thread, process, coroutine, event loop
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

#include "common/delay.hpp"
#include "common/figures.hpp"

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

/// The greeter says hello: where it runs, and at what time.
Greeting say_hello(std::int32_t greeter);

/// And leaves.
Greeting say_goodbye(Greeting greeting);

/// What is wrong, or nothing: each of `greeters` has signed once, and stayed for its unit.
std::string check_guestbook(std::int64_t greeters, const Guestbook& book);

/// processes_seen and threads_seen: in how many different ones they ran; greeting_at_once: the
/// most that were there at the same time.
Figures guestbook_figures(const Guestbook& book);

}  // namespace triptych
