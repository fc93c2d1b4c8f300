/// The canary: does the machine give its cores at this moment?
#pragma once

#include <optional>
#include <span>

#include "common/harness/benchmark.hpp"

namespace triptych::harness {

/// How much more two spinning threads get done than one that has a core to itself, in the same
/// time: 2 if each has a core of its own, 1 if they share one, and less if other programs or a
/// hypervisor take their part. Of five comparisons, 10 ms each, one thread's best (disturbances
/// only slow it down) and the median of two (two disturbances of five are forgiven). The threads
/// have ended on return. Nothing if this process may use one core only, or start no thread.
std::optional<double> two_threads_speedup();

/// Less than this is too little to call the machine's cores given.
inline constexpr double least_speedup = 1.8;

/// The part of its time that the baseline of `group` computed, in the repetition that was disturbed
/// least: on a busy machine some have to wait for a core, which is no property of the work. Who
/// never gave a core away by itself (no voluntary switch) has waited for nothing else: it is 1.
/// Nothing if no baseline was measured, or its CPU time was not.
std::optional<double> computing_share(std::span<const Result> group);

/// From this share on, work is called CPU-bound.
inline constexpr double mostly_computing = 0.7;

/// The same for a group in which no baseline was measured, by what its contenders used of `cores`:
/// the most of CPU time over wall time times cores that one of them had in any repetition. Of the
/// cores only the part counts that the canary before it got, for nobody could use more. Nothing if
/// no contender was measured, or its CPU time was not.
std::optional<double> computing_share(std::span<const Result> group, int cores);

/// Whether `group` is CPU-bound, and the canary said just before it that the cores are not given:
/// then its times are those of the machine's neighbours, and nobody is to be ranked by them.
/// `cores`: that it was allowed to use.
bool cores_withheld(std::span<const Result> group, int cores);

}  // namespace triptych::harness
