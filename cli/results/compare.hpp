/// `triptych compare A B`: what has become faster or slower from one run to another.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand. When it runs, it stores the program's exit code in `exit_code`. Throws
/// UsageError from within the parsing.
void add_compare(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
