/// `triptych map`: which model is fastest, by number of tasks and share of I/O.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand. When it runs, it stores the program's exit code in `exit_code`. Throws
/// UsageError from within the parsing.
void add_map(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
