#include "benches/trial.hpp"

#include <fmt/format.h>

namespace triptych {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::int64_t step = 10;
constexpr Seconds enough{0.1};  // a run that takes as long is no matter of starting and ending

/// Returns how long preparing, solving and checking take; nothing if it waits, or has an estimate
/// of its own.
std::optional<Seconds> run_at(std::int64_t size, const Benchmark& benchmark, const Trial& trial) {
    const auto start = trial.now();
    const PreparedRun run = benchmark.implementation->prepare(size, trial.seed, benchmark.set);
    if (run.wait_seconds > 0 || run.least_seconds > 0) return std::nullopt;
    run.solve();
    run.check();
    return trial.now() - start;
}

}  // namespace

std::optional<std::string> takes_too_long(const Benchmark& benchmark, const Trial& trial) {
    if (trial.time_limit == Refusal::no_time_limit) return std::nullopt;
    for (std::int64_t size = benchmark.workload->sizes.back(); size <= benchmark.size / step;
         size *= step) {
        const auto took = run_at(size, benchmark, trial);
        if (!took) return std::nullopt;
        const double whole =
            took->count() * static_cast<double>(benchmark.size) / static_cast<double>(size);
        if (whole <= trial.time_limit) return std::nullopt;
        if (*took >= enough)
            return fmt::format("would take about {:.{}f} s, and the time limit is {} s", whole,
                               whole < 10 ? 1 : 0, trial.time_limit);
    }
    return std::nullopt;
}

}  // namespace triptych
