/// What a search over schedules found, in words.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace triptych::cli {

/// "returns 2", "deadlock", "assert(x == 1) failed, a.cpp:7".
std::string outcome_name(const nlohmann::json& outcome);

/// A deadlock, a failed assertion and the like: wrong whatever was expected.
bool is_failure(const nlohmann::json& outcome);

/// How much was looked at, and the table of outcomes.
std::string findings_text(const std::string& program, const nlohmann::json& found,
                          std::size_t width, bool colour);

}  // namespace triptych::cli
