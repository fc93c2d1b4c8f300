/// `triptych learn`: the exercises.
#pragma once

#include <CLI/CLI.hpp>

namespace triptych::cli {

/// Adds the subcommand. When it has run, its result is in `exit_code`.
void add_learn(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
