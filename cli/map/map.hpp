/// `triptych map`: who wins where, by how many tasks there are and how much they wait.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand; when it is called, it leaves the program's exit code in `exit_code`. Throws
/// UsageError from within the parsing.
void add_map(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
