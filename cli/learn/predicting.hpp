/// `learn predict`: say what will come out, before it is measured or explored.
#pragma once

#include <map>
#include <string>

#include "cli/learn/working_folder.hpp"

namespace triptych::cli {

/// How often the predictions were right, how sure the student was, and the Brier score; empty if
/// nothing was predicted.
std::string calibration_text(const std::map<std::string, Progress>& progress);

}  // namespace triptych::cli
