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

/// What the timelines of a workload show it by: few tasks show more than many, and some lessons are
/// in what is broken on purpose.
struct Shown {
    std::string_view workload;
    std::int64_t size;  // 0: the smallest one that is measured
    std::vector<std::string_view> broken;
};

Shown shown_of(const Workload& workload) {
    const std::array<Shown, 9> all{{
        {"chained_tasks", 3, {}},
        {"db_update", 5, {}},
        {"deadlock", 0, {"threads.opposite", "processes.opposite", "coroutines.opposite"}},
        {"hello", 0, {"coroutines.one_by_one"}},
        {"memory_isolation", 100, {}},
        {"producer_consumer", 20, {}},
        {"shared_counter", 200, {}},
        {"sort_many", 10, {}},
        {"task_pool", 150, {}},
    }};
    const auto* const found = std::ranges::find(all, workload.name, &Shown::workload);
    Shown shown =
        found == all.end() ? Shown{.workload = workload.name, .size = 0, .broken = {}} : *found;
    if (shown.size == 0) shown.size = std::min(workload.sizes.front(), workload.quick.front());
    return shown;
}

/// What is traced if nothing else was asked for: the first implementation of each model, that is,
/// the first that is not broken; and those that show the lesson because they are.
Names usual_models(const Workload& workload) {
    const Shown shown = shown_of(workload);
    Names models;
    std::set<std::string_view> seen;
    for (const Implementation& implementation : workload.implementations) {
        const bool is_lesson =
            implementation.role == Role::broken &&
            (implementation.variant.empty() ||
             std::ranges::find(shown.broken, implementation.name()) != shown.broken.end());
        if (is_lesson ||
            (implementation.role == Role::contender && seen.insert(implementation.model).second))
            models.push_back(implementation.name());
    }
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
        fmt::format("{}/{}, {} {}{}", result.benchmark.workload,
                    implementation_name(result.benchmark.model, result.benchmark.variant),
                    harness::format_count(result.benchmark.size), result.benchmark.unit,
                    result.benchmark.role == Role::broken ? " (broken on purpose)" : "");
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
    const std::string size = wanted.size.value_or(std::to_string(shown_of(workload).size));

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
