/// `triptych list`: the workloads that can be measured.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand to `app`. When it runs, it stores the program's exit code in `exit_code`,
/// which must outlive the parsing.
void add_list(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
