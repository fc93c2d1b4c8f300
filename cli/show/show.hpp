/// `triptych show WORKLOAD`: the three implementations side by side in the terminal.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand to `app`. When it runs, it stores the program's exit code in `exit_code`,
/// which must outlive the parsing. Throws UsageError from within the parsing, and std::system_error
/// if stdout cannot be written.
void add_show(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
