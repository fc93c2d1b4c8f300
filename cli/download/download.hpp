/// `triptych download`: fetches the files of a list into a folder, and prints their SHA-256.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand. When it runs, it stores the program's exit code in `exit_code`. Throws
/// UsageError from within the parsing.
void add_download(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
