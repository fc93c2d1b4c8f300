#include "common/harness/canary.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#include "common/cores.hpp"

namespace triptych::harness {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// Long beside the time in which the scheduler finds a core for each, short beside a cell.
constexpr auto warm_up = 2ms;
constexpr auto measured = 10ms;

/// Spins until `end`; returns how many times round.
std::int64_t spin_until(Clock::time_point end) {
    constexpr int rounds_between_looks = 200;
    std::uint64_t state = 88'172'645'463'325'252;  // xorshift64 (Marsaglia, 2003)
    std::int64_t rounds = 0;
    while (Clock::now() < end) {
        for (int i = 0; i < rounds_between_looks; ++i) {
            state ^= state << 13U;
            state ^= state >> 7U;
            state ^= state << 17U;
        }
        rounds += rounds_between_looks + static_cast<std::int64_t>(state == 0);  // it never is
    }
    return rounds;
}

/// What `threads` threads get done together in the same 10 ms.
double work_of(int threads) {
    std::atomic<std::int64_t> work = 0;
    {
        const Clock::time_point begin = Clock::now() + warm_up;
        std::vector<std::jthread> spinning;
        for (int i = 0; i < threads; ++i)
            spinning.emplace_back([&] {
                spin_until(begin);
                work += spin_until(begin + measured);
            });
    }
    return static_cast<double>(work);
}

}  // namespace

std::optional<double> two_threads_speedup() {
    if (cores_allowed() < 2) return std::nullopt;
    std::array<double, 5> speedups{};
    for (double& speedup : speedups) {
        const double alone = work_of(1);
        speedup = work_of(2) / alone;
    }
    return boost::math::statistics::median(speedups.begin(), speedups.end());
}

std::optional<double> computing_share(std::span<const Result> group) {
    std::optional<double> most;
    for (const Result& result : group) {
        if (result.cell.role != Role::baseline) continue;
        for (const Repetition& repetition : result.repetitions) {
            const auto cpu = repetition.counters.find("cpu_seconds");
            if (cpu == repetition.counters.end() || repetition.wall_seconds <= 0) continue;
            most = std::max(most.value_or(0), std::min(1.0, cpu->second / repetition.wall_seconds));
        }
    }
    return most;
}

bool cores_withheld(std::span<const Result> group) {
    if (group.empty() || group.front().speedup.value_or(2) >= least_speedup) return false;
    return computing_share(group).value_or(0) >= mostly_computing;
}

}  // namespace triptych::harness
