#include "cli/trace/traced_workload.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "benches/catalog/catalog.hpp"
#include "cli/environment.hpp"
#include "cli/run/selection.hpp"
#include "cli/usage.hpp"
#include "common/harness/bench_output.hpp"
#include "common/harness/units.hpp"

namespace triptych::cli {
namespace {

using Names = std::vector<std::string>;

/// A timeline of few tasks shows more than one of many.
std::int64_t small_size(const Workload& workload) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 7> small{{
        {"chained_tasks", 3},
        {"db_update", 5},
        {"memory_isolation", 100},
        {"producer_consumer", 20},
        {"shared_counter", 200},
        {"sort_many", 10},
        {"task_pool", 150},
    }};
    for (const auto& [name, size] : small)
        if (workload.name == name) return size;
    return std::min(workload.sizes.front(), workload.quick.front());
}

/// What is traced if nothing else was asked for: the first implementation of each of the models.
Names usual_models(const Workload& workload) {
    Names models;
    std::set<std::string_view> seen;
    for (const Implementation& implementation : workload.implementations)
        if (implementation.role == Role::contender && seen.insert(implementation.model).second)
            models.push_back(implementation.name());
    return models;
}

void require_implementations(const Workload& workload, const Names& models) {
    Names known;
    for (const Implementation& implementation : workload.implementations)
        known.push_back(implementation.name());
    for (const std::string& model : models)
        if (std::ranges::find(known, model) == known.end())
            throw UsageError{unknown("implementation", model, known)};
}

TracedRun trace_one(const harness::Result& result, const TracedWorkload& wanted,
                    const TraceLimits& limits, const harness::StopSignals& signals) {
    const std::string name = result.benchmark.name();
    TracedRun run =
        run_traced({find_bench(), "--benchmark=" + name, fmt::format("--seed={}", wanted.seed),
                    "--benchmark_min_time=0", "--benchmark_format=json"},
                   limits, signals);
    if (run.ending.stopped) return run;
    if (run.ending.timed_out)
        throw std::runtime_error{fmt::format(
            "trace: {} did not end within {:g} s (see --time-limit)", name, limits.time.count())};
    const harness::BenchRun bench = harness::read_bench_run(run.ending, name);
    if (limits.overlap == 0 && bench.outcome != harness::Outcome::measured)
        throw std::runtime_error{fmt::format("trace: {}: {}", name, bench.reason)};
    run.timeline.title =
        fmt::format("{}/{}, {} {}", result.benchmark.workload,
                    implementation_name(result.benchmark.model, result.benchmark.variant),
                    harness::format_count(result.benchmark.size), result.benchmark.unit);
    return run;
}

}  // namespace

std::vector<TracedRun> trace_workload(const TracedWorkload& wanted, const TraceLimits& limits,
                                      harness::StopSignals& signals) {
    Names names;
    for (const Workload& workload : catalog())
        names.emplace_back(workload.name);
    const auto found = std::ranges::find(names, wanted.name);
    if (found == names.end()) throw UsageError{unknown("workload", wanted.name, names)};
    const Workload& workload = catalog()[static_cast<std::size_t>(found - names.begin())];
    const Names models = wanted.models.empty() ? usual_models(workload) : wanted.models;
    require_implementations(workload, models);
    const std::string size = wanted.size.value_or(std::to_string(small_size(workload)));

    std::vector<TracedRun> runs;
    for (const harness::Result& result :
         select(catalog(),
                {.workloads = {wanted.name}, .models = models, .sizes = {size}, .peers = true})) {
        if (std::ranges::find(
                models, implementation_name(result.benchmark.model, result.benchmark.variant)) ==
            models.end())
            continue;
        TracedRun run = trace_one(result, wanted, limits, signals);
        if (signals.received() != 0) break;
        runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace triptych::cli
