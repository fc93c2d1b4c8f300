/// `triptych list`: what there is to measure.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand to `app`. Once it has run, `exit_code` says how it went; it must
/// outlive the parsing.
void add_list(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
