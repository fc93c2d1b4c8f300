/// `triptych show WORKLOAD`: the three implementations side by side in the terminal.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand to `app`. Once it has run, `exit_code` says how it went; it must
/// outlive the parsing. Throws UsageError from within the parsing, and std::system_error if
/// stdout cannot be written.
void add_show(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
