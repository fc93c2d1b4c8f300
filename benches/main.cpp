/// The benchmark program: Google Benchmark over the whole catalog, or one benchmark of it.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>
#include <malloc.h>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <system_error>

#include "benches/catalog/catalog.hpp"
#include "benches/cost.hpp"
#include "benches/loop.hpp"
#include "benches/mpi/job.hpp"
#include "benches/trace_mark.hpp"
#include "benches/trial.hpp"
#include "common/inheritance.hpp"
#include "common/refusal.hpp"

namespace {

using namespace triptych;

constexpr int usage_error = 2;

struct Options {
    std::optional<Benchmark> benchmark;  // empty: all benchmarks
    std::uint64_t seed = 42;
    double time_limit = Refusal::no_time_limit;  // seconds
};

/// Reports why the benchmark is not measured, in words that the harness distinguishes from a
/// failure.
void skip(benchmark::State& state, const std::string& reason) {
    state.SkipWithError(fmt::format("skipped: {}", reason).c_str());
}

/// Solves the problem once, and times only that part. Returns false if it was skipped or failed.
bool solve(benchmark::State& state, const Benchmark& benchmark, const Options& options) {
    state.PauseTiming();
    ::malloc_trim(0);  // otherwise fork would copy the page tables of freed memory
    std::optional<PreparedRun> run =
        benchmark.implementation->prepare(benchmark.size, options.seed, benchmark.set);
    const PreparedRun& prepared = *run;
    const double least = std::max(prepared.wait_seconds, prepared.least_seconds);
    if (least > options.time_limit) {
        skip(state, fmt::format("would take {:.{}f} s or more, and the time limit is {} s", least,
                                least < 10 ? 1 : 0, options.time_limit));
        return false;
    }
    const CostMeter meter;
    mark_for_trace(true);
    state.ResumeTiming();
    prepared.solve();
    state.PauseTiming();
    mark_for_trace(false);
    const Metrics cost = meter.read();
    if (const auto wrong = prepared.check(); !wrong.empty()) {
        state.SkipWithError(wrong.c_str());
        return false;
    }
    state.counters["wait_seconds"] = prepared.wait_seconds;
    if (!prepared.ideal_is_reachable) state.counters["lower_bound"] = 1;
    for (const auto& metrics : {cost, prepared.metrics()})
        for (const auto& [name, value] : metrics)
            state.counters[name] = value;
    run.reset();  // what it started ends now: that is not timed
    state.ResumeTiming();
    return true;
}

/// Skips the benchmark if the system does not allow what it needs: that is not a failure.
void measure(benchmark::State& state, const Benchmark& benchmark, const Options& options) {
    try {
        if (const auto reason = benchmark.implementation->refuses(benchmark.size, benchmark.set,
                                                                  options.time_limit))
            return skip(state, *reason);
        if (const auto reason =
                takes_too_long(benchmark, {.seed = options.seed, .time_limit = options.time_limit}))
            return skip(state, *reason);
        for ([[maybe_unused]] auto _ : state)
            if (!solve(state, benchmark, options)) return;
    } catch (const std::system_error& error) {
        if (!limit_behind(error.code().value()).empty()) return skip(state, explain(error));
        state.SkipWithError(explain(error).c_str());
    } catch (const std::bad_alloc&) {
        skip(state,
             fmt::format("needs more memory than it is given (limit: {})", limit_behind(ENOMEM)));
    } catch (const std::exception& error) {
        state.SkipWithError(error.what());
    }
}

void register_benchmark(const Benchmark& benchmark, const Options& options) {
    const auto name = benchmark_name(*benchmark.workload, *benchmark.implementation, benchmark.size,
                                     benchmark.set);
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
        measure(state, benchmark, options);
    })->Unit(benchmark::kMillisecond);
}

/// Registers the peers last: TBB's threads never end, and processes must be forked before them.
void register_all(const Options& options) {
    for (const bool peers : {false, true})
        for (const Workload& workload : catalog())
            for (const Implementation& implementation : workload.implementations)
                for (const std::int64_t size : workload.sizes)
                    if ((implementation.role == Role::peer) == peers)
                        register_benchmark({&workload, &implementation, size, {}}, options);
}

[[noreturn]] void reject(std::string_view what, std::string_view value) {
    fmt::print(stderr, "triptych_bench: {}: {}\n", what, value);
    std::exit(usage_error);  // NOLINT(concurrency-mt-unsafe): there is no thread yet
}

/// What follows the flag, "--seed=", in the argument; nothing if it is another one.
std::optional<std::string_view> value_of(std::string_view flag, std::string_view argument) {
    if (!argument.starts_with(flag)) return std::nullopt;
    return argument.substr(flag.size());
}

template <typename Number>
bool read_number(std::string_view digits, Number& number) {
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    return error == std::errc{} && end == digits.end();
}

/// True if the argument is one about the ranks of MPI.
bool take_rank_option(std::string_view argument) {
    RankSettings& settings = rank_settings();
    if (const auto ranks = value_of("--ranks=", argument)) {
        if (!read_number(*ranks, settings.ranks) || settings.ranks < 1)
            reject("a number of ranks is a whole number from 1", *ranks);
    } else if (const auto hosts = value_of("--hosts=", argument)) {
        settings.hosts = *hosts;
    } else if (const auto files = value_of("--rank-files=", argument)) {
        settings.files = *files;
    } else if (argument == "--oversubscribe") {
        settings.oversubscribe = true;
    } else {
        return false;
    }
    return true;
}

/// True if the argument is one of ours.
bool take_option(std::string_view argument, Options& options) {
    if (const auto name = value_of("--benchmark=", argument)) {
        options.benchmark = find_benchmark(*name);
        if (!options.benchmark) reject("no such benchmark (see triptych list)", *name);
    } else if (const auto seed = value_of("--seed=", argument)) {
        if (!read_number(*seed, options.seed)) reject("a seed is a whole number", *seed);
    } else if (const auto limit = value_of("--time-limit=", argument)) {
        if (!read_number(*limit, options.time_limit) || !(options.time_limit > 0))
            reject("a time limit is a number of seconds", *limit);
    } else if (const auto loop = value_of("--loop=", argument)) {
        if (!use_loop(*loop)) reject("no such loop", *loop);
    } else {
        return take_rank_option(argument);
    }
    return true;
}

/// Removes our own flags from the arguments, and leaves those of Google Benchmark.
Options take_options(int& argc, char** argv) {
    Options options;
    int kept = 1;
    for (int i = 1; i < argc; ++i)
        if (!take_option(argv[i], options)) argv[kept++] = argv[i];
    argc = kept;
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    settle_inheritance();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // the kernel kills this program if its parent dies
    const Options options = take_options(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return usage_error;
    if (options.benchmark)
        register_benchmark(*options.benchmark, options);
    else
        register_all(options);
    const std::size_t run = benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    if (run == 0) {
        fmt::print(stderr, "triptych_bench: no benchmark matches (see --benchmark_list_tests)\n");
        return usage_error;
    }
    return 0;
}
