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
    Command{"test", "build and run all tests; further words are passed to ctest"},
    Command{"report", "measure, and write an HTML page with the results"},
    Command{"notebooks", "measure, and run all notebooks on the results"},
    Command{"setup", "only install missing packages"},
};

}  // namespace

void add_launcher_commands(CLI::App& app) {
    for (const auto& [name, what] : commands) {
        CLI::App& command = *app.add_subcommand(name, what);
        command.group("Commands of the launcher ./triptych in the checkout");
        command.set_help_flag();  // all further words are for the launcher
        command.prefix_command();
        command.callback([word = name] {
            throw UsageError{fmt::format(
                "{} is a command of the launcher in the checkout: run ./triptych {} there", word,
                word)};
        });
    }
}

}  // namespace triptych::cli
