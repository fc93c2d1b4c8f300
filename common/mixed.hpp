/// Mixed: many tasks, each of which waits a while, computes a while, and does both once more. How
/// large a part of it is waiting decides which model is the right one.
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

/// What a task takes by itself, and in how many turns of waiting and computing.
inline constexpr Delay task_time = std::chrono::microseconds{500};
inline constexpr int task_turns = 2;

struct Mixture {
    std::int64_t tasks = 0;
    int workers = 64;         // of a pool
    Delay wait{0};            // in each turn
    std::int64_t rounds = 0;  // of compute(), in each turn

    /// `io_percent` of each task is waiting; in the rest it computes as many rounds as this
    /// machine's core is able to, which is found out here.
    static Mixture of(std::int64_t tasks, int io_percent, int workers = 64);
};

/// Where a task begins.
std::uint64_t first_state(std::int64_t task);

/// Takes `state` so many rounds further: a linear congruential generator, each round of which needs
/// the one before. To compute is to be busy; yet where it ends can be told without going there.
std::uint64_t compute(std::uint64_t state, std::int64_t rounds);

/// The same in no time (Brown, "Random Number Generation with Arbitrary Strides", 1994).
std::uint64_t computed(std::uint64_t state, std::int64_t rounds);

/// How many rounds a core computes in a second: the most of several attempts.
double rounds_per_second();

/// What is wrong, or nothing: each task has come to where it had to.
std::string check_states(const Mixture& mixture, std::span<const std::uint64_t> states);

/// Seconds: what all waits of a task and all its computing take, that of all tasks shared out to
/// the cores; the larger of both is the least that is possible.
double least_mixed_seconds(std::int64_t tasks, double wait_each, double compute_each, int cores);

}  // namespace triptych
