/// `triptych explore` where its engine cannot be built: it says so.
#include "cli/explore/explore.hpp"
#include "cli/usage.hpp"

namespace triptych::cli {

void add_explore(CLI::App& app, int& /*exit_code*/) {
    CLI::App& command = *app.add_subcommand(
        "explore",
        "(not available here: it needs g++ 12 on x86-64) run a program under every "
        "schedule there is");
    command.allow_extras();
    command.callback([] {
        throw UsageError{
            "explore is not available here: it needs g++ 12 on x86-64, and was built without"};
    });
}

}  // namespace triptych::cli
