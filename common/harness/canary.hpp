/// The canary: a test for CPU contention, that is, whether other programs (or the host) use the
/// cores at this moment.
#pragma once

#include <optional>
#include <span>

#include "common/harness/benchmark.hpp"

namespace triptych::harness {

/// The speed-up of two spinning threads over one that has a core to itself: 2 if each has its own
/// core, 1 if they share one, less if other programs or a hypervisor take a part of it. It makes
/// five comparisons of 10 ms. For one thread the best counts, because disturbances only slow it
/// down; for two threads the median counts, so that two disturbed comparisons do no harm. Both
/// threads have ended on return. Returns nullopt if this process may use only one core, or cannot
/// start a thread.
std::optional<double> two_threads_speedup();

/// A lower speed-up means CPU contention.
inline constexpr double least_speedup = 1.8;

/// The part of its time that the baseline of `group` computed, 0 to 1. It is taken from the
/// repetition that was disturbed least: on a busy machine a program also waits for a core, which is
/// no property of the work. If the program made no voluntary context switch, it never blocked for
/// anything else, and the share is 1. Nullopt if no baseline, or not its CPU time, was measured.
std::optional<double> computing_share(std::span<const Result> group);

/// From this share on, work is called CPU-bound.
inline constexpr double mostly_computing = 0.7;

/// The same for a group without a baseline, estimated from its contenders: the highest CPU time
/// over (wall time times cores) of any repetition. Only the part of `cores` counts that the canary
/// could use, because no contender could use more. A repetition in which the wait in its input took
/// half of the time is none of computing, however few cores were left. Nullopt if no contender, or
/// not its CPU time, was measured.
std::optional<double> computing_share(std::span<const Result> group, int cores);

/// Whether `group` is CPU-bound and the canary found CPU contention just before it. Its times then
/// depend on the other programs, so nothing may be ranked by them. `cores`: the number that it was
/// allowed to use.
bool cores_withheld(std::span<const Result> group, int cores);

}  // namespace triptych::harness
