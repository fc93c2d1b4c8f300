#include "cli/trace/trace.hpp"

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <fmt/format.h>
#include <langinfo.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <vector>

#include "cli/environment.hpp"
#include "cli/numbers.hpp"
#include "cli/terminal.hpp"
#include "cli/trace/traced_program.hpp"
#include "cli/trace/traced_workload.hpp"
#include "cli/usage.hpp"
#include "trace/render/lanes.hpp"
#include "trace/timeline/build.hpp"

namespace triptych::cli {
namespace {

constexpr int failure = 1;

struct TraceOptions {
    std::vector<std::string> words;  // the workload, or the words after "--"
    std::vector<std::string> models;
    std::optional<std::string> size;
    std::uint64_t seed = 1;
    double time_limit = 60;
    std::optional<double> from;  // milliseconds
    std::optional<double> to;
    bool all = false;
};

/// The words after "--", as they were typed; empty if there is no "--".
std::optional<std::vector<std::string>> program_words() {
    const std::vector<std::string> words = command_words();
    const auto end = std::ranges::find(words, "--");
    if (end == words.end()) return std::nullopt;
    return std::vector<std::string>{end + 1, words.end()};
}

/// Whether the characters of a picture may be more than ASCII, as the locale says.
bool is_utf8() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread
    if (std::setlocale(LC_CTYPE, "") == nullptr) return false;
    const bool is = std::string_view{::nl_langinfo(CODESET)} == "UTF-8";
    std::setlocale(LC_CTYPE, "C");  // NOLINT(concurrency-mt-unsafe)
    return is;
}

trace::Timeline zoomed(const trace::Timeline& timeline, const TraceOptions& options) {
    if (!options.from && !options.to) return timeline;
    const auto time = [](double milliseconds) {
        return static_cast<trace::Time>(milliseconds * 1e6);
    };
    const trace::Time from = time(options.from.value_or(0));
    const trace::Time to = options.to ? time(*options.to) : timeline.length;
    if (from >= to)
        throw UsageError{
            fmt::format("trace: nothing lies between {:g} and {:g} ms; {} took {:g} ms",
                        options.from.value_or(0), static_cast<double>(to) / 1e6, timeline.title,
                        static_cast<double>(timeline.length) / 1e6)};
    return trace::clip(timeline, from, to);
}

void show(std::vector<trace::Timeline> timelines, const TraceOptions& options) {
    for (trace::Timeline& timeline : timelines)
        timeline = zoomed(timeline, options);
    print_to(stdout,
             trace::lanes_text(timelines, {.width = terminal_width(stdout),
                                           .colour = wants_colour(stdout),
                                           .unicode = is_utf8(),
                                           .all = options.all}),
             "the timeline");
}

TraceLimits limits_of(const TraceOptions& options) {
    return {.time = harness::Seconds{options.time_limit}};
}

int exit_code_of(const harness::Ending& ending) {
    if (WIFEXITED(ending.status)) return WEXITSTATUS(ending.status);
    return 128 + WTERMSIG(ending.status);
}

/// Shows what the program did, and what it printed before; its exit code is ours.
int trace_program(std::vector<std::string> words, const TraceOptions& options) {
    if (words.empty())
        throw UsageError{"trace: which program? triptych trace -- PROGRAM ARGUMENT..."};
    const std::string name = words[0];
    words[0] = find_traceable(name);
    harness::StopSignals signals;
    TracedRun run = run_traced(words, limits_of(options), signals);
    if (!run.ending.output.empty() && !run.ending.output.ends_with('\n')) run.ending.output += '\n';
    print_to(stdout, run.ending.output, "what the program printed");
    if (!run.ending.errors.empty()) print_to(stderr, run.ending.errors, "its messages");
    if (run.ending.stopped) return stopped_by(signals.received(), "the timelines");
    if (run.timeline.lanes.empty())
        throw std::runtime_error{
            fmt::format("trace: {} recorded nothing: it ended before it began, or replaced the "
                        "environment",
                        name)};
    run.timeline.title = fmt::format("{}", fmt::join(words, " "));
    run.timeline.title.replace(0, words[0].size(), name);
    show({run.timeline}, options);
    if (!run.ending.timed_out) return exit_code_of(run.ending);
    print_message(
        fmt::format("trace: {} did not end within {:g} s and was killed (see --time-limit)", name,
                    options.time_limit));
    return failure;
}

int trace_workloads(const TraceOptions& options) {
    if (options.words.size() != 1)
        throw UsageError{
            options.words.empty()
                ? "trace: which workload? (see triptych list), or: triptych trace -- PROGRAM"
                : fmt::format("trace: one workload at a time; for a program: triptych trace -- {}",
                              fmt::join(options.words, " "))};
    TracedWorkload wanted{.name = options.words[0],
                          .models = options.models,
                          .size = options.size,
                          .seed = options.seed};
    if (const std::size_t slash = wanted.name.find('/'); slash != std::string::npos) {
        wanted.models.insert(wanted.models.begin(), wanted.name.substr(slash + 1));
        wanted.name.resize(slash);
    }
    harness::StopSignals signals;
    const auto timelines = trace_workload(wanted, limits_of(options), signals);
    if (signals.received() != 0) return stopped_by(signals.received(), "the timelines");
    show(timelines, options);
    return 0;
}

int trace(const TraceOptions& options) {
    if (const auto words = program_words()) {
        if (options.words.size() > words->size())
            throw UsageError{fmt::format("trace: a workload or a program, not both: {}",
                                         fmt::join(options.words, " "))};
        return trace_program(*words, options);
    }
    return trace_workloads(options);
}

}  // namespace

void add_trace(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "trace", "draw what every thread, process and coroutine did: who ran, who waited for whom");
    const auto options = std::make_shared<TraceOptions>();
    command.add_option("WORKLOAD", options->words,
                       "a workload, or WORKLOAD/IMPLEMENTATION (see triptych list);\n"
                       "after --, any dynamically linked program and its arguments");
    command.add_option("--model,-m", options->models, "only these implementations: one or more")
        ->allow_extra_args(false);
    command.add_option("--size,-n", options->size, "how large (default: small, to be readable)")
        ->transform(plain_numbers());
    command.add_option("--seed,-s", options->seed, "seed of the input")->capture_default_str();
    command
        .add_option("--from", options->from, "show only what is later than so many milliseconds")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--to", options->to, "show only what is earlier than so many milliseconds")
        ->check(CLI::NonNegativeNumber);
    command.add_flag("--all,-a", options->all, "draw every task, also those that look alike");
    command
        .add_option("--time-limit", options->time_limit, "kill the program after so many seconds")
        ->check(CLI::Range(0.001, 1e6))
        ->capture_default_str();
    command.footer(
        "    triptych trace delayed_messages\n"
        "    triptych trace task_pool/threads --size 20\n"
        "    triptych trace -- python3 program.py\n"
        "Exit code: that of the program; for a workload, 0, or 1 if it failed; 2 wrong usage,\n"
        "128+n ended by signal n.");
    command.callback([options, &exit_code] { exit_code = trace(*options); });
}

}  // namespace triptych::cli
