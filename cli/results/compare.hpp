/// `triptych compare A B`: what has changed from one run to another.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand; when it is called, it leaves the program's exit code in `exit_code`. Throws
/// UsageError from within the parsing.
void add_compare(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
