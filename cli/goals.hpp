/// `triptych goals`: the performance goals of the suite, and whether they are met here.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand. When it runs, it stores the program's exit code in `exit_code`.
void add_goals(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
