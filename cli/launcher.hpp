/// What the launcher `./triptych` does itself, so that the program's help lists it, too.
#pragma once

#include <CLI/CLI.hpp>

namespace triptych::cli {

/// Adds test, report, notebooks and setup: the program knows their names, and says who does them.
void add_launcher_commands(CLI::App& app);

}  // namespace triptych::cli
