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
#ifdef __x86_64__
        throw UsageError{
            "explore is not available here: it needs g++ 12, beside a newer one; try \"apt-get "
            "install g++-12\", then cmake and build again (./triptych explore does all of that)"};
#else
        throw UsageError{"explore is not available here: it needs a processor of x86-64"};
#endif
    });
}

}  // namespace triptych::cli
