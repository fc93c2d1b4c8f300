/// Which rows of a table still need timed rounds to be told apart from the fastest.
#pragma once

#include <span>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/many_ratios.hpp"

namespace triptych::harness {

/// The rows that cannot be told apart from the fastest contender yet, with that one itself; empty
/// if all can. Broken examples and what was not measured are not among them. A row without
/// repetitions is undecided. `error`: as of ratios_to_fastest(), for all rows together.
///
/// To look before the end, and stop when the values look different, finds differences that
/// are not there: each look is another chance for them. So looks before the end use
/// error_of_a_look, a fifth of the usual error.
std::vector<const Result*> undecided(std::span<const Result> group, double error);

inline constexpr double error_of_a_look = Comparing{}.error / 5;

}  // namespace triptych::harness
