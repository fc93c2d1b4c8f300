/// `triptych crawl` and `triptych download` where their libraries are not installed: they say so.
#include <CLI/CLI.hpp>

#include "cli/crawl/crawl.hpp"
#include "cli/download/download.hpp"
#include "cli/usage.hpp"

namespace triptych::cli {
namespace {

void add_missing(CLI::App& app, const std::string& name, const std::string& purpose) {
    CLI::App& command =
        *app.add_subcommand(name, "(not available here: a library is missing) " + purpose);
    command.allow_extras();
    command.callback([name] {
        throw UsageError{name +
                         " was built without its libraries: install libcurl4-openssl-dev, "
                         "libgumbo-dev and libssl-dev, and build again"};
    });
}

}  // namespace

void add_crawl(CLI::App& app, int& /*exit_code*/) {
    add_missing(app, "crawl", "list links");
}

void add_download(CLI::App& app, int& /*exit_code*/) {
    add_missing(app, "download", "fetch files");
}

}  // namespace triptych::cli
