/// The benchmark program: Google Benchmark over the whole catalog, or one cell of it.
#include <benchmark/benchmark.h>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>
#include <malloc.h>
#include <memory>
#include <optional>
#include <string_view>
#include <sys/prctl.h>
#include <system_error>

#include "benches/catalog.hpp"
#include "benches/cost.hpp"
#include "benches/loop.hpp"
#include "common/refusal.hpp"

namespace {

using namespace triptych;

constexpr int usage_error = 2;

struct Options {
    std::optional<Cell> cell;  // nothing: all of them
    std::uint64_t seed = 42;
};

/// Solves it once, and times that part. Returns what the check says.
std::string solve(benchmark::State& state, const Cell& cell, std::uint64_t seed) {
    state.PauseTiming();
    ::malloc_trim(0);  // or fork copies page tables of freed memory
    const Trial trial = cell.answer->prepare(cell.size, seed, cell.set);
    const CostMeter meter;
    state.ResumeTiming();
    trial.solve();
    state.PauseTiming();
    const Figures cost = meter.read();
    if (auto wrong = trial.check(); !wrong.empty()) return wrong;
    state.counters["wait_seconds"] = trial.wait_seconds;
    for (const auto& figures : {cost, trial.figures()})
        for (const auto& [name, value] : figures)
            state.counters[name] = value;
    state.ResumeTiming();
    return {};
}

void measure(benchmark::State& state, const Cell& cell, std::uint64_t seed) {
    if (const auto reason = cell.answer->refuses(cell.size, cell.set)) {
        state.SkipWithError(fmt::format("skipped: {}", *reason).c_str());
        return;
    }
    try {
        for ([[maybe_unused]] auto _ : state)
            if (const auto wrong = solve(state, cell, seed); !wrong.empty()) {
                state.SkipWithError(wrong.c_str());
                return;
            }
    } catch (const std::system_error& error) {
        state.SkipWithError(explain(error).c_str());
    } catch (const std::exception& error) {
        state.SkipWithError(error.what());
    }
}

void register_cell(const Cell& cell, std::uint64_t seed) {
    const auto name = cell_name(*cell.workload, *cell.answer, cell.size, cell.set);
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
        measure(state, cell, seed);
    })->Unit(benchmark::kMillisecond);
}

/// References last: TBB's threads never end, and processes must be forked before them.
void register_all(std::uint64_t seed) {
    for (const bool references : {false, true})
        for (const Workload& workload : catalog())
            for (const Answer& answer : workload.answers)
                for (const std::int64_t size : workload.sizes)
                    if ((answer.role == Role::reference) == references)
                        register_cell({&workload, &answer, size, {}}, seed);
}

[[noreturn]] void reject(std::string_view what, std::string_view value) {
    fmt::print(stderr, "triptych_bench: {}: {}\n", what, value);
    std::exit(usage_error);  // NOLINT(concurrency-mt-unsafe): there is no thread yet
}

/// Takes our own flags out of the arguments, and leaves Google Benchmark its own.
Options take_options(int& argc, char** argv) {
    Options options;
    int kept = 1;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument{argv[i]};
        if (argument.starts_with("--cell=")) {
            options.cell = find_cell(argument.substr(7));
            if (!options.cell) reject("no such benchmark (see triptych list)", argument.substr(7));
        } else if (argument.starts_with("--seed=")) {
            const auto digits = argument.substr(7);
            const auto [end, error] = std::from_chars(digits.begin(), digits.end(), options.seed);
            if (error != std::errc{} || end != digits.end())
                reject("a seed is a whole number", digits);
        } else if (argument.starts_with("--loop=")) {
            if (!use_loop(argument.substr(7))) reject("no such loop", argument.substr(7));
        } else {
            argv[kept++] = argv[i];
        }
    }
    argc = kept;
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // dies with the program that started it
    const Options options = take_options(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return usage_error;
    if (options.cell)
        register_cell(*options.cell, options.seed);
    else
        register_all(options.seed);
    const std::size_t run = benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    if (run == 0) {
        fmt::print(stderr, "triptych_bench: no benchmark matches (see --benchmark_list_tests)\n");
        return usage_error;
    }
    return 0;
}
