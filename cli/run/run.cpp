#include "cli/run/run.hpp"

#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <system_error>

#include "benches/loop.hpp"
#include "cli/numbers.hpp"
#include "cli/rank_options.hpp"
#include "cli/run/comparison.hpp"
#include "cli/usage.hpp"
#include "common/harness/report.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {
namespace {

/// Returns an error message; empty if `word` fits into 64 bits. CLI11 alone would accept -1 and
/// truncate numbers that are too large.
std::string whole_number(const std::string& word) {
    std::uint64_t number = 0;
    const char* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, number);
    if (error == std::errc{} && stop == end) return "";
    return fmt::format("{} is not a whole number from 0 to {}", word, UINT64_MAX);
}

/// Returns an error message; empty if `word` is a valid limit. CLI11's Range would accept nan.
std::string time_limit(const std::string& word) {
    double seconds = 0;
    const char* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, seconds);
    if (error == std::errc{} && stop == end && seconds >= 0.001 && seconds <= 86400) return "";
    return fmt::format("{} is not a number of seconds from 0.001 to 86400", word);
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
    CLI::App& run =
        *app.add_subcommand("run", "measure and compare implementations (the default command)");
    const auto options = std::make_shared<RunOptions>();
    run.add_option("WORKLOAD", options->request.workloads,
                   "only these workloads (see triptych list)");
    run.add_option("--model,-m", options->request.models,
                   "only these models (threads) or implementations (threads.pool): one or more")
        ->allow_extra_args(false);
    run.add_option("--size,-n", options->request.sizes,
                   "these sizes instead of the default ones: 1000000, 1,000,000, 1e6 or 1M")
        ->transform(plain_numbers())
        ->allow_extra_args(false);
    run.add_option(
           "--parameter-list,-L", options->request.parameters,
           "values of a parameter: -L workers 1,2,4; given several times, all combinations\n"
           "are measured")
        ->type_name("NAME VALUES")
        ->allow_extra_args(false);
    run.add_option(
           "--repetitions,-r", options->repetitions,
           "timed runs of each benchmark (default: at least 5, and more where two cannot be told\n"
           "apart: 9 to 30, as many as fit into 80 s)")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000));
    run.add_option("--seed,-s", options->seed, "seed of the inputs and of the order of runs")
        ->transform(plain_numbers())
        ->check(whole_number, "from 0")
        ->capture_default_str();
    run.add_flag("--quick,-q", options->request.quick,
                 "small sizes, at most 9 repetitions: under 15 s");
    run.add_flag("--sweep", options->request.sweep,
                 "all sizes of each workload, not only the most telling one: about 4 minutes");
    run.add_flag("--peers,-p", options->request.peers,
                 "measure other libraries, too (TBB, OpenMP, Asio, Python, ...); a run may then\n"
                 "take 2.5 times as long");
    run.add_option("--loop", options->loop, "how the coroutines' event loop waits")
        ->check(CLI::IsMember(loop_backends()))
        ->capture_default_str();
    const auto ranks = add_rank_options(run);
    run.add_option(
           "--time-limit", options->time_limit,
           "seconds after which a single run is killed; longer ones are skipped if that is\n"
           "known before")
        ->transform(plain_numbers())
        ->check(time_limit, "0.001 to 86400")
        ->capture_default_str();
    run.add_option("--json", options->json,
                   "write results in Google Benchmark's format; - is stdout");
    run.add_option("--csv", options->csv, "write a line for each repetition");
    run.add_option("--markdown", options->markdown, "write the tables in Markdown");
    run.add_option("--save", options->save,
                   "save the results under a name (see triptych compare); an interrupted run is\n"
                   "saved as NAME.incomplete");
    run.add_flag("--details,-d", options->details,
                 "print every column, and the tradeoffs at a glance");
    run.footer(
        fmt::format("The columns of the tables, as --details shows them:\n{}\n\n"
                    "Exit code: 0 success, 1 a benchmark failed or results could not be written,\n"
                    "2 wrong usage, 128+n stopped by signal n.",
                    fmt::join(harness::fill(harness::columns_help(), 80), "\n")));
    run.callback([options, ranks, &run, &exit_code] {
        options->rank_words = rank_words(*ranks);
        options->request.ranks_are_set = !options->rank_words.empty();
        options->request.loop_is_set = run.count("--loop") > 0;
        if (options->request.quick && !options->request.sizes.empty() && options->repetitions)
            throw UsageError{
                "--quick has no effect together with --size and --repetitions: leave it out"};
        if (options->request.sweep && (options->request.quick || !options->request.sizes.empty()))
            throw UsageError{fmt::format("--sweep has no effect together with {}: leave one out",
                                         options->request.quick ? "--quick" : "--size")};
        exit_code = compare(*options);
    });
}

}  // namespace triptych::cli
