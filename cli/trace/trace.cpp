#include "cli/trace/trace.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <vector>

#include "cli/environment.hpp"
#include "cli/numbers.hpp"
#include "cli/terminal.hpp"
#include "cli/trace/picture.hpp"
#include "cli/trace/trace_files.hpp"
#include "cli/trace/traced_program.hpp"
#include "cli/trace/traced_workload.hpp"
#include "cli/usage.hpp"
#include "trace/render/summary_text.hpp"
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
    bool summary = false;
    std::optional<std::string> perfetto;  // files
    std::optional<std::string> svg;
    std::optional<std::string> html;
    std::optional<std::string> json;
    std::uint32_t overlap = 0;
};

/// The words after "--", as they were typed; nothing if there is no "--".
std::optional<std::vector<std::string>> program_words() {
    const std::vector<std::string> words = command_words();
    const auto end = std::ranges::find(words, "--");
    if (end == words.end()) return std::nullopt;
    return std::vector<std::string>{end + 1, words.end()};
}

TraceFiles files_of(const TraceOptions& options) {
    return {options.perfetto, options.svg, options.html, options.json};
}

TraceLimits limits_of(const TraceOptions& options) {
    return {.time = harness::Seconds{options.time_limit}, .overlap = options.overlap};
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

void show(const std::vector<TracedRun>& runs, const TraceOptions& options, TraceFiles& files) {
    std::vector<trace::Timeline> timelines;
    for (const TracedRun& run : runs)
        timelines.push_back(zoomed(run.timeline, options));
    const std::size_t width = terminal_width(stdout);
    std::string text;
    if (options.summary)
        for (const trace::Timeline& timeline : timelines)
            text += trace::summary_text(timeline, width, wants_colour(stdout));
    else
        text = picture(timelines, width, options.all);
    do_both(
        [&] {
            if (!files.takes_stdout()) print_to(stdout, text, "the timeline");
        },
        [&] { files.write(timelines); });
}

/// The answers to --prove-overlap. Returns the exit code: 0 if all are proved.
int tell_overlap(const std::vector<TracedRun>& runs, std::uint32_t wanted) {
    std::string text;
    bool all_proved = true;
    for (const TracedRun& run : runs) {
        const bool is_proved = run.inside >= wanted;
        all_proved = all_proved && is_proved;
        if (is_proved)
            text += fmt::format("{}: concurrent: {} tasks were inside at once\n",
                                run.timeline.title, wanted);
        else
            text += fmt::format(
                "{}: never more than {} inside at once, and not {}{}\n", run.timeline.title,
                run.inside, wanted,
                run.refuted ? ": all were held or waited, and no other could arrive" : "");
    }
    print_to(stdout, text, "the answer");
    return all_proved ? 0 : failure;
}

int exit_code_of(const harness::Ending& ending) {
    if (WIFEXITED(ending.status)) return WEXITSTATUS(ending.status);
    return 128 + WTERMSIG(ending.status);
}

/// Shows what the program did, after what it printed; its exit code is ours.
int trace_program(std::vector<std::string> words, const TraceOptions& options) {
    if (words.empty())
        throw UsageError{"trace: which program? triptych trace -- PROGRAM ARGUMENT..."};
    const std::string name = words[0];
    words[0] = find_traceable(name);
    TraceFiles files = files_of(options);
    harness::StopSignals signals;
    TracedRun run = run_traced(words, limits_of(options), signals);
    std::string& printed = run.ending.output;
    if (!printed.empty() && !printed.ends_with('\n')) printed += '\n';
    if (!files.takes_stdout()) print_to(stdout, printed, "what the program printed");
    if (!run.ending.errors.empty()) print_to(stderr, run.ending.errors, "its messages");
    if (run.ending.stopped) return stopped_by(signals.received(), "the timelines");
    if (run.timeline.lanes.empty())
        throw std::runtime_error{fmt::format(
            "trace: {} recorded nothing: it did not begin, or has cleared its environment", name)};
    words[0] = name;
    run.timeline.title = fmt::format("{}", fmt::join(words, " "));
    const std::vector<TracedRun> runs{run};
    int code = exit_code_of(run.ending);
    if (options.overlap != 0)
        code = tell_overlap(runs, options.overlap);
    else
        show(runs, options, files);
    if (!run.ending.timed_out) return code;
    print_message(
        fmt::format("trace: {} did not end within {:g} s and was killed (see "
                    "--time-limit)",
                    name, options.time_limit));
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
    TraceFiles files = files_of(options);
    harness::StopSignals signals;
    const auto runs = trace_workload(wanted, limits_of(options), signals);
    if (signals.received() != 0) return stopped_by(signals.received(), "the timelines");
    if (options.overlap != 0) return tell_overlap(runs, options.overlap);
    show(runs, options, files);
    return 0;
}

int trace(const TraceOptions& options) {
    const auto words = program_words();
    if (!words) return trace_workloads(options);
    if (options.words.size() > words->size())
        throw UsageError{fmt::format("trace: a workload or a program, not both: {}",
                                     fmt::join(options.words, " "))};
    return trace_program(*words, options);
}

void add_output_options(CLI::App& command, TraceOptions& options) {
    command.add_option("--from", options.from, "show only what is later than so many milliseconds")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--to", options.to, "show only what is earlier than so many milliseconds")
        ->check(CLI::NonNegativeNumber);
    command.add_flag("--all,-a", options.all, "draw every task, also those that look alike");
    command.add_flag("--summary", options.summary,
                     "numbers: overlap, time by state, critical path, mutexes, event loops");
    command.add_option("--perfetto", options.perfetto,
                       "write FILE for https://ui.perfetto.dev (Chrome's JSON)");
    command.add_option("--svg", options.svg, "write FILE: the picture as vector graphics");
    command.add_option("--html", options.html,
                       "write FILE: the picture, a replay, and the story in sentences");
    command.add_option("--json", options.json,
                       "write FILE: the same for another page, as triptych report uses it (JSON)");
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
    add_output_options(command, *options);
    command
        .add_option("--prove-overlap", options->overlap,
                    "hold each task at its first wait until so many are inside at once:\n"
                    "only a concurrent implementation gets there")
        ->check(CLI::Range(2, 30'000));
    command
        .add_option("--time-limit", options->time_limit, "kill the program after so many seconds")
        ->check(CLI::Range(0.001, 1e6))
        ->capture_default_str();
    command.footer(
        "    triptych trace delayed_messages\n"
        "    triptych trace task_pool/threads --size 20 --summary\n"
        "    triptych trace -- python3 program.py\n"
        "Exit code: that of the program; for a workload, 0, or 1 if it failed; for\n"
        "--prove-overlap, 1 if not so many were inside; 2 wrong usage, 128+n ended by signal n.");
    command.callback([options, &exit_code] { exit_code = trace(*options); });
}

}  // namespace triptych::cli
