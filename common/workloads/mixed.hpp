/// Mixed: many tasks, each of which waits, computes, and does both again. Which model is the best
/// depends on how much of its time a task waits.
///
/// Concepts: I/O-bound, CPU-bound, oversubscription, context switch, preemptive, cooperative
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/delay.hpp"

namespace triptych {

/// How long a task takes alone, and in how many turns of waiting and computing.
inline constexpr Delay task_time = std::chrono::microseconds{500};
inline constexpr int task_turns = 2;

struct Mixture {
    std::int64_t tasks = 0;
    int workers = 64;         // of a pool
    Delay wait{0};            // in each turn
    std::int64_t rounds = 0;  // of compute(), in each turn

    /// Each task waits for `io_percent` percent of its time, and computes in the rest: as many
    /// rounds as one core of this machine can do in that time, which this function measures.
    static Mixture of(std::int64_t tasks, int io_percent, int workers = 64);
};

/// The state in which a task begins.
std::uint64_t first_state(std::int64_t task);

/// Returns the state after `rounds` rounds of a linear congruential generator; each round needs the
/// result of the one before. So it takes time to compute, but not to check.
std::uint64_t compute(std::uint64_t state, std::int64_t rounds);

/// Returns the same without doing the rounds (Brown, "Random Number Generation with Arbitrary
/// Strides", 1994).
std::uint64_t computed(std::uint64_t state, std::int64_t rounds);

/// Measures how many rounds a core computes in a second: the best of several attempts.
double rounds_per_second();

/// Returns an error message; empty if each task has the expected final state.
std::string check_states(const Mixture& mixture, std::span<const std::uint64_t> states);

/// The least possible time in seconds. It is the larger of two: the computing of all tasks, divided
/// by the number of cores; and the waiting and computing of one task.
double least_mixed_seconds(std::int64_t tasks, double wait_each, double compute_each, int cores);

}  // namespace triptych
