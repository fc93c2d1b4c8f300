/// `triptych explore`: runs a program under every schedule there is.
#pragma once

#include <CLI/CLI.hpp>

namespace triptych::cli {

/// Adds the subcommand. When it has run, its result is in `exit_code`.
void add_explore(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
