/// `triptych run`: measures, reports, and writes the results to files.
#pragma once

#include <CLI/CLI.hpp>

namespace triptych::cli {

/// Adds the subcommand to `app`. When it runs, it stores the program's exit code in `exit_code`,
/// which must outlive the parsing. Throws UsageError from within the parsing.
void add_run(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
