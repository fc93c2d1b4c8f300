/// `triptych crawl`: fetches the web pages of a list, and writes a table of their links.
#pragma once

namespace CLI {
class App;
}

namespace triptych::cli {

/// Adds the subcommand. When it runs, it stores the program's exit code in `exit_code`. Throws
/// UsageError from within the parsing.
void add_crawl(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
