#include "cli/explore/explore.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>

#include "cli/explore/explored_program.hpp"
#include "cli/explore/exploring.hpp"
#include "cli/terminal.hpp"

namespace triptych::cli {
namespace {

int explore(const ExploreOptions& options) {
    try {
        ExploredProgram program{options.program};
        Exploring exploring{options, program};
        if (options.play) return exploring.play();
        if (options.gdb) return exploring.debug();
        return options.schedule ? exploring.replay() : exploring.search();
    } catch (const Stopped& stopped) {
        return stopped_by(stopped.signal, "the outcomes");
    }
}

}  // namespace

void add_explore(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "explore", "run a C++ program under every schedule there is, and tell what goes wrong");
    const auto options = std::make_shared<ExploreOptions>();
    command
        .add_option("program", options->program,
                    "a C++ file with a main, or with extern \"C\" long program()")
        ->required();
    command.add_option("--can-be", options->can_be, "ask: can it ever return this?");
    command.add_option("--always", options->always, "ask: does it always return this?");
    command.add_flag("--no-leak", options->no_leak,
                     "ask: is all memory freed under all schedules?");
    CLI::Option* const schedule = command.add_option("--schedule", options->schedule,
                                                     "run this one schedule, as explore printed");
    command
        .add_flag("--gdb", options->gdb,
                  "with --schedule: stop in gdb before its last step, and where it fails")
        ->needs(schedule);
    command.add_flag("--trace", options->trace,
                     "draw the schedule that is told, too: when each thread runs and waits");
    command.add_flag("--play", options->play,
                     "you are the scheduler: choose who goes next, and break the program");
    command.add_flag("--all", options->all,
                     "execute every schedule, not only one of each order that matters");
    command
        .add_option("--preemptions", options->preemptions,
                    "only schedules that interrupt a thread at most so often")
        ->check(CLI::Range(0, 100));
    command.add_option("--seconds", options->seconds, "stop after so long")
        ->check(CLI::Range(0.001, 1e6))
        ->capture_default_str();
    command.add_option("--executions", options->executions, "stop after so many executions")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000'000}))
        ->capture_default_str();
    command.add_option("--steps", options->steps, "an execution of more steps is called endless")
        ->check(CLI::Range(1, 30'000))
        ->capture_default_str();
    command
        .add_option("--surprises", options->surprises,
                    "spurious wake-ups and failures of try_lock and weak exchanges, for each "
                    "thread")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    command
        .add_option("--memory", options->memory,
                    "sc: sequentially consistent; tso: stores may wait in a buffer, as on x86")
        ->check(CLI::IsMember({"sc", "tso"}))
        ->capture_default_str();
    command.add_option("--repeat", options->repeat, "the whole search so often, to measure it")
        ->check(CLI::Range(1, 1'000'000));
    command.add_flag("--json", options->as_json, "what was found, for programs");
    command.footer(
        "Exit code: 0 all is well, or the answer is yes; 1 an assertion failed, or the answer is\n"
        "no; 66 a data race or a deadlock; 2 wrong usage; 128+n ended by signal n.");
    command.callback([options, &exit_code] { exit_code = explore(*options); });
}

}  // namespace triptych::cli
