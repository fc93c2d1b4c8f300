/// `triptych run`: measures, reports, and writes the results to files.
#pragma once

#include <CLI/CLI.hpp>

namespace triptych::cli {

/// Adds the subcommand to `app`. Once it has run, `exit_code` says how it went; it must
/// outlive the parsing. Throws UsageError from within the parsing.
void add_run(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
