/// Mixed: many tasks, each of which waits, computes, and does both again. The fraction of the
/// time that is waiting decides which model is the right one.
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

    /// `io_percent` of each task is waiting; in the rest it computes, as many rounds as one core
    /// of this machine can do in that time, which is measured here.
    static Mixture of(std::int64_t tasks, int io_percent, int workers = 64);
};

/// The state in which a task begins.
std::uint64_t first_state(std::int64_t task);

/// Takes `state` so many rounds further: a linear congruential generator, each round of which needs
/// the one before. Computing it takes time; checking the result does not.
std::uint64_t compute(std::uint64_t state, std::int64_t rounds);

/// The same without the work (Brown, "Random Number Generation with Arbitrary Strides", 1994).
std::uint64_t computed(std::uint64_t state, std::int64_t rounds);

/// How many rounds a core computes in a second: the most of several attempts.
double rounds_per_second();

/// Returns an error message; empty if each task has the expected final state.
std::string check_states(const Mixture& mixture, std::span<const std::uint64_t> states);

/// Seconds: what all waits of a task and all its computing take, that of all tasks shared out to
/// the cores; the larger of both is the least that is possible.
double least_mixed_seconds(std::int64_t tasks, double wait_each, double compute_each, int cores);

}  // namespace triptych
