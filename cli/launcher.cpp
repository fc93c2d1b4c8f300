#include "cli/launcher.hpp"

#include <array>
#include <fmt/format.h>

#include "cli/usage.hpp"

namespace triptych::cli {
namespace {

struct Command {
    const char* name;
    const char* what;
};

constexpr std::array commands{
    Command{"test", "build and run every test; further words go to ctest"},
    Command{"report", "measure, and make one page of HTML to hand out"},
    Command{"notebooks", "run every notebook on fresh results"},
    Command{"setup", "install what is missing, and no more"},
};

}  // namespace

void add_launcher_commands(CLI::App& app) {
    for (const auto& [name, what] : commands) {
        CLI::App& command = *app.add_subcommand(name, what);
        command.group("Commands of ./triptych in the checkout, which sets up and builds");
        command.set_help_flag();  // all words behind it are the launcher's
        command.prefix_command();
        command.callback([name = name] {
            throw UsageError{fmt::format(
                "{} is done by ./triptych in the checkout: run ./triptych {} there", name, name)};
        });
    }
}

}  // namespace triptych::cli
