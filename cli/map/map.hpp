/// `triptych map`: which model is fastest, by number of tasks and share of I/O.
#pragma once

#include <cstddef>
#include <string>

namespace CLI {
class App;
}

namespace triptych::cli {

struct Survey;

/// The map, where the winner changes, and how good the prediction is, in lines of that width.
std::string map_text(const Survey& survey, std::size_t width, bool colour);

/// Adds the subcommand. When it runs, it stores the program's exit code in `exit_code`. Throws
/// UsageError from within the parsing.
void add_map(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
