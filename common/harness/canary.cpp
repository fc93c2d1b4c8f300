#include "common/harness/canary.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <system_error>
#include <thread>
#include <vector>

#include "common/cores.hpp"

namespace triptych::harness {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// Long enough for the scheduler to find a core for each thread, short compared to a benchmark.
constexpr auto warm_up = 2ms;
constexpr auto measured = 10ms;

double thread_cpu_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Spins until `end`. Returns the number of rounds.
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
        rounds += rounds_between_looks +
                  static_cast<std::int64_t>(state == 0);  // never true; it keeps `state` alive
    }
    return rounds;
}

/// Rounds of one thread per second of CPU time. Time in which it waits for a core does not count:
/// otherwise two threads that lose as much would seem to do twice the work.
double pace_of_one() {
    double pace = 0;
    const Clock::time_point begin = Clock::now() + warm_up;
    std::jthread{[&] {
        spin_until(begin);
        const double cpu_before = thread_cpu_seconds();
        const auto rounds = static_cast<double>(spin_until(begin + measured));
        const double cpu = thread_cpu_seconds() - cpu_before;
        if (rounds > 0 && cpu > 0) pace = rounds / cpu;
    }}.join();
    return pace;
}

/// Rounds of two threads together per second of wall time, including waits for a core.
double pace_of_two() {
    std::atomic<std::int64_t> work = 0;
    {
        const Clock::time_point begin = Clock::now() + warm_up;
        std::vector<std::jthread> spinning;
        for (int i = 0; i < 2; ++i)
            spinning.emplace_back([&] {
                spin_until(begin);
                work += spin_until(begin + measured);
            });
    }
    return static_cast<double>(work) / std::chrono::duration<double>{measured}.count();
}

}  // namespace

std::optional<double> two_threads_speedup() {
    if (cores_allowed() < 2) return std::nullopt;
    std::array<double, 5> one{};
    std::array<double, 5> two{};
    try {
        for (std::size_t i = 0; i < one.size(); ++i) {
            one[i] = pace_of_one();
            two[i] = pace_of_two();
        }
    } catch (const std::system_error&) {
        return std::nullopt;  // no thread can be started: ulimit -u, ulimit -v
    }
    const double best = std::ranges::max(one);
    if (best == 0) return 0;
    return boost::math::statistics::median(two.begin(), two.end()) / best;
}

std::optional<double> computing_share(std::span<const Result> group) {
    std::optional<double> most;
    for (const Result& result : group) {
        if (result.benchmark.role != Role::baseline) continue;
        for (const Repetition& repetition : result.repetitions) {
            const auto cpu = repetition.counters.find("cpu_seconds");
            if (cpu == repetition.counters.end() || repetition.wall_seconds <= 0) continue;
            const auto waits = repetition.counters.find("voluntary_switches");
            if (waits != repetition.counters.end() && waits->second == 0) return 1;
            most = std::max(most.value_or(0), std::min(1.0, cpu->second / repetition.wall_seconds));
        }
    }
    return most;
}

std::optional<double> computing_share(std::span<const Result> group, int cores) {
    std::optional<double> most;
    for (const Result& result : group) {
        if (!result.measured() || result.benchmark.role != Role::contender) continue;
        const double given = cores * std::clamp(group.front().speedup.value_or(2) / 2, 1e-3, 1.0);
        for (const Repetition& repetition : result.repetitions) {
            const auto cpu = repetition.counters.find("cpu_seconds");
            if (cpu == repetition.counters.end() || repetition.wall_seconds <= 0) continue;
            const auto waits = repetition.counters.find("wait_seconds");
            const bool mostly_waits = waits != repetition.counters.end() &&
                                      waits->second >= 0.5 * repetition.wall_seconds;
            const double share = mostly_waits ? 0 : cpu->second / (repetition.wall_seconds * given);
            most = std::max(most.value_or(0), std::min(1.0, share));
        }
    }
    return most;
}

bool cores_withheld(std::span<const Result> group, int cores) {
    if (group.empty() || group.front().speedup.value_or(2) >= least_speedup) return false;
    std::optional<double> share = computing_share(group);
    if (!share) share = computing_share(group, cores);
    return share.value_or(0) >= mostly_computing;
}

}  // namespace triptych::harness
