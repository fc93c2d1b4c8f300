/// The commands of the launcher `./triptych`, so that the program's help lists them, too.
#pragma once

#include <CLI/CLI.hpp>

namespace triptych::cli {

/// Adds test, report, notebooks and setup. If one of them is called, the program refers to the
/// launcher: it throws UsageError from within the parsing.
void add_launcher_commands(CLI::App& app);

}  // namespace triptych::cli
