#include "cli/run/run.hpp"

#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <system_error>

#include "benches/loop.hpp"
#include "cli/numbers.hpp"
#include "cli/run/comparison.hpp"
#include "cli/usage.hpp"

namespace triptych::cli {
namespace {

/// CLI11 alone takes -1, and cuts numbers short that do not fit.
std::string whole_number(const std::string& word) {
    std::uint64_t number = 0;
    const char* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, number);
    if (error == std::errc{} && stop == end) return "";
    return fmt::format("{} is not a whole number from 0 to {}", word, UINT64_MAX);
}

/// CLI11's Range takes nan.
std::string time_limit(const std::string& word) {
    double seconds = 0;
    const char* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, seconds);
    if (error == std::errc{} && stop == end && seconds >= 0.001 && seconds <= 86400) return "";
    return fmt::format("{} is no number of seconds from 0.001 to 86400", word);
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
    CLI::App& run = *app.add_subcommand("run", "measure and compare (this is the default)");
    const auto options = std::make_shared<RunOptions>();
    run.add_option("WORKLOAD", options->request.workloads, "only these (see triptych list)");
    run.add_option("--model,-m", options->request.models,
                   "only these models (threads) or variants (threads.pool): one or more")
        ->allow_extra_args(false);
    run.add_option("--size,-n", options->request.sizes,
                   "this size instead of the usual ones: 1000000, 1,000,000, 1e6 or 1M; can be\n"
                   "repeated")
        ->transform(plain_numbers())
        ->allow_extra_args(false);
    run.add_option("--parameter-list,-L", options->request.parameters,
                   "a parameter's name, and values for it: -L workers 1,2,4; can be repeated, for\n"
                   "all combinations")
        ->type_name("NAME VALUES")
        ->allow_extra_args(false);
    run.add_option(
           "--repetitions,-r", options->repetitions,
           "timed runs of each benchmark (default: until all medians are known to 2 %, 30 at\n"
           "most, and as many as fit into 80 s)")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000));
    run.add_option("--seed,-s", options->seed, "of the inputs and of the order of runs")
        ->transform(plain_numbers())
        ->check(whole_number, "from 0")
        ->capture_default_str();
    run.add_flag("--quick,-q", options->request.quick,
                 "small sizes, 9 repetitions at most: under 15 s");
    run.add_flag("--peers,-p", options->request.peers,
                 "beside what one would use instead (TBB, OpenMP, Asio, Python, ...);\n"
                 "then a run may take two and a half times as long");
    run.add_option("--loop", options->loop, "how the coroutines' event loop waits")
        ->check(CLI::IsMember(loop_backends()))
        ->capture_default_str();
    run.add_option("--time-limit", options->time_limit,
                   "seconds after which a run is killed; what is known to take longer is skipped")
        ->transform(plain_numbers())
        ->check(time_limit, "0.001 to 86400")
        ->capture_default_str();
    run.add_option("--json", options->json,
                   "results for programs, as Google Benchmark has them; - is stdout");
    run.add_option("--csv", options->csv, "a line for each repetition");
    run.add_option("--markdown", options->markdown, "the tables as shown");
    run.add_option("--save", options->save,
                   "keep the results under a name (see triptych compare); those of a run that is\n"
                   "interrupted as NAME.incomplete");
    run.footer(
        "Exit code: 0 all is well, 1 a benchmark failed or results could not be written,\n"
        "2 wrong usage, 128+n ended by signal n.");
    run.callback([options, &run, &exit_code] {
        options->request.loop_is_set = run.count("--loop") > 0;
        if (options->request.quick && !options->request.sizes.empty() && options->repetitions)
            throw UsageError{"--quick has no effect beside --size and --repetitions: leave it out"};
        exit_code = compare(*options);
    });
}

}  // namespace triptych::cli
