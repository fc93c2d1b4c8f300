/// A schedule as a timeline: for `triptych explore --trace`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "explore/story/source_lines.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::cli {

/// A lane for each thread, process and task; the unit of time is a step, as the story numbers them.
/// Who waits at the end, in a deadlock, is drawn a little longer.
trace::Timeline timeline_of(const nlohmann::json& story, const explore::SourceLines& lines,
                            const std::string& title);

}  // namespace triptych::cli
