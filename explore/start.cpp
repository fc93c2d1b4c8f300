/// The engine takes the program's place before its main begins.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

#include "explore/heap_functions.hpp"
#include "explore/hooks.hpp"
#include "explore/json.hpp"
#include "explore/play.hpp"
#include "explore/program.hpp"
#include "explore/real.hpp"
#include "explore/signals.hpp"
#include "explore/unwinder.hpp"

namespace triptych::explore {

void on_terminate();

namespace {

using nlohmann::json;

real::Main program_main = nullptr;

/// What the program prints in thousands of executions is of no use to anyone. (signals.cpp keeps
/// the file short.)
class Silence {
public:
    Silence()
        : kept_{::dup(1)},
          kept_error_{::dup(2)},
          file_{::memfd_create("output", MFD_CLOEXEC | MFD_ALLOW_SEALING)} {
        if (file_ >= 0) ::dup2(file_, 1);
        if (file_ >= 0) ::dup2(file_, 2);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() {
        std::fflush(stdout);
        if (kept_ >= 0) ::dup2(kept_, 1);
        if (kept_error_ >= 0) ::dup2(kept_error_, 2);
        ::close(kept_);
        ::close(kept_error_);
        ::close(file_);
    }
    bool was_needed() const {
        std::fflush(stdout);
        return file_ >= 0 && ::lseek(file_, 0, SEEK_END) > 0;
    }

private:
    int kept_;
    int kept_error_;
    int file_;
};

SearchOptions options_from(const json& request) {
    SearchOptions options;
    const std::string mode = request.value("mode", "reduced");
    options.mode = mode == "all" ? Mode::all : mode == "bounded" ? Mode::bounded : Mode::reduced;
    options.preemptions = request.value("preemptions", options.preemptions);
    options.executions = request.value("executions", options.executions);
    options.seconds = request.value("seconds", options.seconds);
    options.stop_at_failure = request.value("stop_at_failure", false);
    options.count_traces = request.value("count_traces", false);
    options.shorten = request.value("shorten", true);
    options.repeat = request.value("repeat", 1);
    options.limits.steps = request.value("steps", options.limits.steps);
    options.limits.surprises = request.value("surprises", options.limits.surprises);
    options.limits.store_buffers = request.value("memory", "sc") == "tso";
    return options;
}

/// Which locations are steps is found out by a short search; then the choices are followed.
json play(Execution& execution, SearchOptions options, const json& choices) {
    {
        const Silence silence;
        options.executions = 2000;
        options.seconds = 1;
        options.shorten = false;
        search(execution, options);
    }
    Schedule made;
    for (const json& one : choices)
        made.push_back({one["thread"], 0, one["variant"], false});
    Play player{made};
    execution.record(true);
    execution.run(player, options.limits);
    std::fflush(stdout);
    json story = story_of(execution);
    story["choices"] = choices_of(execution, player.next());
    return story;
}

json answer(const json& request) {
    Execution& execution = *the_execution;
    const SearchOptions options = options_from(request);
    if (request.contains("play")) return play(execution, options, request["play"]);
    if (!request.contains("schedule")) {
        const Silence silence;
        json found = to_json(search(execution, options));
        found["prints"] = silence.was_needed();
        return found;
    }
    const auto schedule = from_text(request["schedule"].get<std::string>());
    if (!schedule) return {{"error", "--schedule: that is no schedule"}};
    Replay replay{*schedule};
    execution.record(true);
    if (request.value("stops", false))
        execution.stop_before(replay.steps());
    else
        ::dup2(1, 2);  // what it prints on both is shown in its order
    execution.run(replay, options.limits);
    std::fflush(stdout);
    if (execution.outcome().end == End::mismatch || !replay.was_followed(execution))
        return {{"error", "this schedule is not one of this program"}};
    return story_of(execution);
}

int explore_main(int /*argc*/, char** /*argv*/, char** /*environment*/) {
    static_initialisation(false);
    static char buffer[1 << 16];  // else the program's first printf allocates one
    std::setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    the_execution->remember_start();
    std::set_terminate(on_terminate);
    watch_signals();
    find_unwinder();
    const char* const request = std::getenv("TRIPTYCH_EXPLORE");
    const char* const descriptor = std::getenv("TRIPTYCH_EXPLORE_ANSWER");
    const std::string text = answer(request == nullptr ? json::object() : json::parse(request))
                                 .dump(-1, ' ', false, json::error_handler_t::replace) +
                             '\n';
    const int out = descriptor == nullptr ? 1 : std::atoi(descriptor);
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t count = ::write(out, text.data() + done, text.size() - done);
        if (count <= 0) break;
        done += static_cast<std::size_t>(count);
    }
    ::_exit(0);
}

}  // namespace

long run_program() {
    static char name[] = "program";
    static char* arguments[] = {name, nullptr};
    return program_main(1, arguments, environ);
}

}  // namespace triptych::explore

extern "C" int __libc_start_main(int (*main)(int, char**, char**), int argc, char** argv,
                                 void (*init)(), void (*fini)(), void (*rtld_fini)(),
                                 void* stack_end) {
    using namespace triptych::explore;
    program_main = main;
    auto* const place = EngineAllocator<Execution>{}.allocate(1);
    the_execution = new (place) Execution;
    static_initialisation(true);
    return real::libc_start_main(explore_main, argc, argv, init, fini, rtld_fini, stack_end);
}
