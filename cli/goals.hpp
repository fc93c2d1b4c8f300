/// `triptych goals`: what the suite means to reach, and what it reaches here.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand; when it is called, it leaves the program's exit code in `exit_code`.
void add_goals(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
