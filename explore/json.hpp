/// What the engine found, as JSON for the program `triptych`.
#pragma once

#include <nlohmann/json.hpp>

#include "explore/search.hpp"

namespace triptych::explore {

/// "returned", "deadlock", ...
const char* name_of(End end);

nlohmann::json to_json(const Findings& found);

/// The execution that was just replayed, step by step. Requires: it was recorded.
nlohmann::json story_of(Execution& execution);

/// What these threads (a bit each) would do next: a choice for each of its possible results.
nlohmann::json choices_of(Execution& execution, std::uint32_t threads);

}  // namespace triptych::explore
