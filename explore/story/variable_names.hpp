/// Names for the addresses of a story.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace triptych::explore {

/// Gives each step on a variable of the program a "name", where the debug information of the
/// executable has one: variables with static storage, and local ones of functions that were on a
/// stack of the story. What lies on the heap, or in shared memory, has none.
void name_variables(nlohmann::json& story, const std::string& executable);

/// " from counter", " to counter", as the kind of step wants it; empty if it has no name.
std::string name_text(const nlohmann::json& step);

}  // namespace triptych::explore
