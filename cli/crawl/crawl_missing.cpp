/// `triptych crawl` where its libraries are not installed: it says so.
#include <CLI/CLI.hpp>

#include "cli/crawl/crawl.hpp"
#include "cli/usage.hpp"

namespace triptych::cli {

void add_crawl(CLI::App& app, int& /*exit_code*/) {
    CLI::App& command = *app.add_subcommand(
        "crawl", "(not available here: libcurl or gumbo is missing) list links");
    command.allow_extras();
    command.callback([] {
        throw UsageError{
            "crawl was built without libcurl and gumbo: install libcurl4-openssl-dev and "
            "libgumbo-dev, and build again"};
    });
}

}  // namespace triptych::cli
