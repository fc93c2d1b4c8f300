/// `triptych learn dev`: for those who write exercises.
#pragma once

#include <vector>

#include "exercises/checker/exercise.hpp"

namespace triptych::cli {

/// Says what an exercise lacks: its files, its hints, a starter that fails, a solution that passes,
/// wrong answers with the diagnosis that they name, right ones that pass. Returns the exit code.
int develop_check(const std::vector<const checker::Exercise*>& exercises);

/// Examines every answer in wrong/ and right/, and prints what was diagnosed beside what should be.
/// Returns 1 if a right answer was accused, or fewer than 90 % of the wrong ones have their key as
/// the first diagnosis.
int develop_matrix(const std::vector<const checker::Exercise*>& exercises);

}  // namespace triptych::cli
