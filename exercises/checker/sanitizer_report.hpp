/// What AddressSanitizer, UndefinedBehaviorSanitizer and ThreadSanitizer wrote, as diagnoses.
#pragma once

#include <string>
#include <vector>

#include "exercises/checker/diagnosis.hpp"

namespace triptych::checker {

/// Reads the reports in a program's stderr. Only what has a line of the answer (answer.cpp) in one
/// of its stacks is a diagnosis; its witness is the stacks with those lines, and the text that
/// stands there in `answer`.
std::vector<Diagnosis> read_thread_reports(const std::string& errors, const std::string& answer);
std::vector<Diagnosis> read_address_reports(const std::string& errors, const std::string& answer);

}  // namespace triptych::checker
