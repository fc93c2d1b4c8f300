/// `learn class` and `learn replay`: what was found, seen again by the teacher.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exercises/checker/exercise.hpp"

namespace triptych::cli {

/// Prints who passed what, the commonest diagnoses with an example each, and who passed least.
/// Files that cannot be used are named on stderr; the others count all the same. Returns the exit
/// code: 1 if there was such a file.
int show_class(const std::vector<std::string>& files);

/// An answer that a file of evidence holds.
struct HandedIn {
    std::string exercise;
    std::string answer;
    std::string diagnosis;  // the first; empty: it passed
};

/// Those of the file that were answered. Throws UsageError if it is no evidence, or was changed.
std::vector<HandedIn> read_evidence(const std::string& file);

}  // namespace triptych::cli
