/// `triptych trace`: what every thread, process and coroutine of a program did, as a timeline.
#pragma once

#include <CLI/CLI.hpp>

namespace triptych::cli {

/// Adds the subcommand. When it has run, its result is in `exit_code`.
void add_trace(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
