#include "cli/run/comparison.hpp"

#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <system_error>

#include "benches/peers/versions.hpp"
#include "cli/environment.hpp"
#include "cli/printer.hpp"
#include "cli/results/result_files.hpp"
#include "cli/terminal.hpp"
#include "common/cores.hpp"
#include "common/harness/grouping.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/progress.hpp"
#include "common/harness/schedule.hpp"
#include "common/harness/stop_signals.hpp"

namespace triptych::cli {
namespace {

using harness::Outcome;
using harness::Result;
using harness::Seconds;
using Clock = std::chrono::steady_clock;

/// The time limit of a run, unless a number of repetitions was asked for. A round that has begun
/// is finished, so a limit of 72 s lets the default run end within 90 s, and one of 11 s lets a
/// quick run end within 15 s. A run with peers gets 2.5 times as much, because some are slow.
std::optional<Seconds> total_time(const RunOptions& options) {
    if (options.repetitions) return std::nullopt;
    const Seconds usual{options.request.quick ? 11 : 72};
    return options.request.peers ? 2.5 * usual : usual;
}

/// How well the medians must be known for a run to end early; nothing if a number of repetitions
/// was asked for.
std::optional<double> margin(const RunOptions& options) {
    if (options.repetitions) return std::nullopt;
    return harness::narrow_margin;
}

double weight_of(std::span<const Result> results) {
    const auto workload =
        std::ranges::find(catalog(), results.front().benchmark.workload, &Workload::name);
    return workload->weight;
}

/// The first workload's part of the time for all of these workloads, 0 to 1.
double part_of_first(std::span<const std::span<Result>> workloads) {
    double all = 0;
    for (const auto& results : workloads)
        all += weight_of(results);
    return weight_of(workloads.front()) / all;
}

bool has_peer(std::span<const Result> results) {
    return std::ranges::any_of(
        results, [](const Result& result) { return result.benchmark.role == Role::peer; });
}

bool is_begun(std::span<const Result> results) {
    return std::ranges::any_of(
        results, [](const Result& result) { return result.outcome != Outcome::pending; });
}

/// Whether one of these groups has too few repetitions.
bool has_too_few(std::span<const Result> benchmarks) {
    return std::ranges::any_of(harness::groups_of(benchmarks), [](std::span<const Result> group) {
        return harness::has_too_few(group, harness::enough_repetitions);
    });
}

class Comparison {
public:
    explicit Comparison(const RunOptions& options)
        : results_{select(catalog(), options.request)},
          repetitions_{options.repetitions.value_or(
              options.request.quick ? harness::enough_repetitions : harness::most_repetitions)},
          total_{total_time(options)},
          files_{options.json, options.csv, options.markdown, options.save},
          measurement_{{.bench = find_bench(),
                        .seed = options.seed,
                        .repetitions = repetitions_,
                        .margin = margin(options),
                        .time_limit = Seconds{options.time_limit},
                        .stop_descriptor = signals_.descriptor(),
                        .bench_words = {"--loop=" + options.loop},
                        .before_run =
                            [this](const Result& next) {
                                progress_.begin_run(next.benchmark.name(), total_);
                            },
                        .canary = find_canary()}},
          printer_{files_.uses_stdout() ? stderr : stdout, cores_allowed(),
                   harness::enough_repetitions},
          seed_{options.seed},
          peers_{options.request.peers} {}

    /// Returns the exit code. Writes the files even if the report cannot be printed.
    int run() {
        std::exception_ptr unprinted;
        try {
            measure_all();
        } catch (const std::system_error&) {
            unprinted = std::current_exception();
        }
        progress_.clear();
        files_.write(results_,
                     {.context = measurement_.context(),
                      .seed = seed_,
                      .repetitions = repetitions_,
                      .cores = cores_allowed(),
                      .command = command_words(),
                      .complete = !measurement_.stopped() && !unprinted,
                      .host = host_,
                      .versions = versions(),
                      .warnings = warnings(),
                      .report = printer_.markdown()},
                     printer_.markdown());
        if (unprinted) std::rethrow_exception(unprinted);
        const int failures = report_failures();
        if (!measurement_.stopped()) return failures;
        return stopped_by(signals_.received(), "the results");
    }

private:
    void measure_all() {
        print_plan();
        harness::Budget budget{total_};
        const auto workloads = harness::workloads_of(std::span{results_});
        for (std::size_t i = 0; i < workloads.size() && !measurement_.stopped(); ++i) {
            const auto sizes = harness::sizes_of(workloads[i]);
            budget.begin_workload(sizes.size(), part_of_first(std::span{workloads}.subspan(i)));
            for (std::size_t j = 0; j < sizes.size() && !measurement_.stopped(); ++j)
                measure_size(sizes[j], budget);
            if (!is_begun(workloads[i])) continue;
            printer_.verdict(workloads[i]);
            if (peers_ && !has_peer(workloads[i]))
                printer_.text(fmt::format("No other library solves {}.",
                                          workloads[i].front().benchmark.workload));
        }
        spend_what_is_left();
        printer_.overview(results_);
        printer_.which_one_when(results_);
        printer_.warnings(warnings());
    }

    void print_plan() {
        printer_.text(
            fmt::format("{} benchmarks on {} core{}, seed {}; {}{} repetition{} after a "
                        "warm-up, competing benchmarks in turn.",
                        results_.size(), cores_allowed(), cores_allowed() == 1 ? "" : "s", seed_,
                        total_ ? "up to " : "", repetitions_, repetitions_ == 1 ? "" : "s"));
        printer_.legend();
    }

    /// Prints the groups of a workload that have begun.
    void print_workload(std::span<Result> workload) {
        for (const std::span<Result> group : harness::groups_of(workload))
            if (is_begun(group)) printer_.group(group);
        if (is_begun(workload)) printer_.verdict(workload);
    }

    /// Spends the time that is left on groups with too few repetitions, and prints their workloads
    /// again. In Markdown they replace the first version, in the same place.
    void spend_what_is_left() {
        std::vector<std::span<Result>> repeated;
        const auto workloads = harness::workloads_of(std::span{results_});
        for (const std::span<Result> workload : workloads) {
            bool has_more = false;
            for (const std::span<Result> benchmarks : harness::sizes_of(workload))
                if (total_ && !measurement_.stopped() && has_too_few(benchmarks))
                    has_more |= measurement_.measure_on(benchmarks, harness::enough_repetitions,
                                                        *total_ - (Clock::now() - start_));
            if (has_more) repeated.push_back(workload);
        }
        progress_.clear();
        if (repeated.empty()) return;
        printer_.note("With the time that was left, these got more repetitions:");
        for (const std::span<Result> workload : repeated)
            print_workload(workload);
        printer_.be_quiet(true);
        print_plan();
        for (const std::span<Result> workload : workloads)
            print_workload(workload);
        printer_.be_quiet(false);
    }

    std::vector<harness::Warning> warnings() const {
        return harness::warnings(results_, host_, harness::enough_repetitions);
    }

    /// The versions of the peers, if any was measured.
    std::vector<peers::Version> versions() const {
        return has_peer(results_) ? peers::versions() : std::vector<peers::Version>{};
    }

    void measure_size(std::span<Result> benchmarks, harness::Budget& budget) {
        const Clock::time_point began = Clock::now();
        measurement_.measure(benchmarks, budget.share());
        budget.spend(Clock::now() - began);
        progress_.clear();
        progress_.finish(place_of(benchmarks.front()) + benchmarks.size());
        for (const std::span<Result> group : harness::groups_of(benchmarks))
            if (is_begun(group)) printer_.group(group);
    }

    std::size_t place_of(const Result& result) const {
        return static_cast<std::size_t>(&result - results_.data());
    }

    /// Prints failures to stderr, for those who do not see stdout. Returns the exit code.
    int report_failures() const {
        int code = 0;
        for (const Result& result : results_) {
            if (result.outcome != Outcome::failed) continue;
            print_message(fmt::format("{} failed: {}", result.benchmark.name(), result.reason));
            code = 1;
        }
        return code;
    }

    Clock::time_point start_ = Clock::now();
    harness::Host host_ = harness::read_host();  // read before the run, for the load average
    harness::StopSignals signals_;
    std::vector<Result> results_;
    int repetitions_;
    std::optional<Seconds> total_;
    ResultFiles files_;
    harness::Measurement measurement_;
    Printer printer_;
    harness::BenchmarkProgress progress_{takes_control_sequences(stderr), terminal_width(stderr),
                                         "benchmarks", results_.size(),
                                         static_cast<std::size_t>(repetitions_) + 1};
    std::uint64_t seed_;
    bool peers_;  // were asked for
};

}  // namespace

int compare(const RunOptions& options) {
    return Comparison{options}.run();
}

}  // namespace triptych::cli
