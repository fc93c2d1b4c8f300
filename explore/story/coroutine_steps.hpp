/// Which of a recording's steps a story tells of coroutines.
#pragma once

#include <map>
#include <nlohmann/json.hpp>

#include "explore/story/source_lines.hpp"

namespace triptych::explore {

/// The column of a task, among those of threads.
int task_column(int task);

/// Returns the steps of `story`, each with its "thread". A turn of a task becomes what it did to
/// variables that it shares with other tasks, as far as the program's own lines did it; or, if it
/// did nothing to them, one step that says where it ran. What the library does is left out.
nlohmann::json shown_steps(const nlohmann::json& story, const SourceLines& lines);

/// The line at which each task that has not ended was last seen, by task.
std::map<int, SourceLine> last_lines(const nlohmann::json& story, const SourceLines& lines);

}  // namespace triptych::explore
