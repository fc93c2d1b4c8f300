/// What was asked about all schedules, answered.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "cli/explore/explore_options.hpp"

namespace triptych::cli {

constexpr int race_or_deadlock = 66;  // the exit code

/// The outcome to tell the story of: what was asked for, else what is wrong, else what only comes
/// about by an unlucky switch. Null if there is none.
const nlohmann::json* worst_row(const nlohmann::json& found, const ExploreOptions& options);

/// A line for each question. Empty if none was asked.
std::string answers_text(const nlohmann::json& found, const ExploreOptions& options);

int exit_code_of(const nlohmann::json& found, const ExploreOptions& options);

}  // namespace triptych::cli
