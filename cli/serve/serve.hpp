/// `triptych serve`: the HTTP server of a model, for curl, wrk and a browser.
#pragma once

#include <CLI/CLI.hpp>

namespace triptych::cli {

/// Adds the subcommand. When it has run, its result is in `exit_code`.
void add_serve(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
