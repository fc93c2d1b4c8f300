/// Files by which an editor understands a student's folder.
#pragma once

#include <filesystem>
#include <vector>

#include "exercises/checker/exercise.hpp"

namespace triptych::cli {

/// Writes compile_commands.json (for clangd and the like) and .vscode/tasks.json, whose task checks
/// the exercise that is open. `folder` is absolute. Throws std::system_error.
void write_editor_settings(const std::vector<checker::Exercise>& exercises,
                           const std::filesystem::path& folder);

}  // namespace triptych::cli
