#include "cli/run/comparison.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "benches/peers/versions.hpp"
#include "cli/environment.hpp"
#include "cli/pager.hpp"
#include "cli/rank_options.hpp"
#include "cli/results/result_files.hpp"
#include "cli/run/run_report.hpp"
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

/// The time limit of a run, unless a number of repetitions was asked for. Five rounds of everything
/// may exceed it by `slack`, and a round that has begun is finished: so a limit of 75 s lets the
/// default run end within 90 s, and one of 11 s lets a quick run end within 15 s. A run with peers
/// gets 2.5 times as much, because some are slow.
std::optional<Seconds> total_time(const RunOptions& options) {
    if (options.repetitions) return std::nullopt;
    Seconds usual{options.request.sweep ? 240 : 75};
    if (options.request.quick) usual = Seconds{11};
    return options.request.peers ? 2.5 * usual : usual;
}

Seconds slack(const RunOptions& options) {
    return Seconds{options.request.quick ? 1.5 : 8};
}

/// How well the medians must be known for a run to end early; nothing if a number of repetitions
/// was asked for.
std::optional<double> margin(const RunOptions& options) {
    if (options.repetitions) return std::nullopt;
    return harness::narrow_margin;
}

bool has_peer(std::span<const Result> results) {
    return std::ranges::any_of(
        results, [](const Result& result) { return result.benchmark.role == Role::peer; });
}

/// Whether one of these groups has too few repetitions.
bool has_too_few(std::span<const Result> benchmarks) {
    return std::ranges::any_of(harness::groups_of(benchmarks), [](std::span<const Result> group) {
        return harness::has_too_few(group, harness::enough_repetitions);
    });
}

std::vector<std::string> bench_words(const RunOptions& options, const RankFiles& files) {
    std::vector<std::string> words = files.words();
    words.insert(words.end(), options.rank_words.begin(), options.rank_words.end());
    words.push_back("--loop=" + options.loop);
    return words;
}

class Comparison {
public:
    explicit Comparison(const RunOptions& options)
        : results_{select(catalog(), options.request)},
          rank_files_{results_},
          repetitions_{options.repetitions.value_or(
              options.request.quick ? harness::enough_repetitions : harness::most_repetitions)},
          total_{total_time(options)},
          slack_{slack(options)},
          files_{options.json, options.csv, options.markdown, options.save},
          measurement_{{.bench = find_bench(),
                        .seed = options.seed,
                        .repetitions = repetitions_,
                        .margin = margin(options),
                        .time_limit = Seconds{options.time_limit},
                        .stop_descriptor = signals_.descriptor(),
                        .bench_words = bench_words(options, rank_files_),
                        .before_run =
                            [this](const Result& next) {
                                progress_.begin_run(next.benchmark.name(), total_);
                            },
                        .canary = find_canary(),
                        .cpu_time = find_cpu_time()}},
          seed_{options.seed},
          peers_{options.request.peers},
          details_{options.details} {}

    /// Returns the exit code. Shows the report even if the files cannot be written: they come
    /// first, because the user may look at the report for long.
    int run() {
        measure_all();
        progress_.clear();
        const RunReport report{.plan = plan(),
                               .workloads = harness::analyse(results_, cores_allowed()),
                               .warnings = warnings(),
                               .enough = harness::enough_repetitions,
                               .peers = peers_};
        do_both([&] { write_files(report); }, [&] { show(report); });
        const int failures = report_failures();
        if (!measurement_.stopped()) return failures;
        return stopped_by(signals_.received(), "the results");
    }

private:
    void measure_all() {
        harness::Plan plan = warm_up();
        for (const std::span<Result> benchmarks : harness::sizes_of(std::span{results_}))
            if (!measurement_.stopped()) measure_size(benchmarks, plan);
        spend_what_is_left();
    }

    std::string plan() const {
        return fmt::format(
            "{} benchmarks on {} core{}, seed {}; {}{} repetition{} in turn, after a warm-up.",
            results_.size(), cores_allowed(), cores_allowed() == 1 ? "" : "s", seed_,
            total_ ? "up to " : "", repetitions_, repetitions_ == 1 ? "" : "s");
    }

    /// If the time is limited, runs all warm-ups, to know how long each takes.
    harness::Plan warm_up() {
        if (!total_) return {std::nullopt, {}};
        std::vector<harness::Need> needs;
        for (const std::span<Result> benchmarks : harness::sizes_of(std::span{results_})) {
            if (!measurement_.stopped()) measurement_.warm_up(benchmarks);
            needs.push_back(harness::need_of(benchmarks));
        }
        return {*total_ - (Clock::now() - start_), std::move(needs)};
    }

    /// Spends the time that is left on groups with too few repetitions.
    void spend_what_is_left() {
        for (const std::span<Result> benchmarks : harness::sizes_of(std::span{results_}))
            if (total_ && !measurement_.stopped() && has_too_few(benchmarks))
                measurement_.measure(benchmarks, *total_ - (Clock::now() - start_), 0);
    }

    void write_files(const RunReport& report) {
        const std::string markdown = run_markdown(report);
        files_.write(results_,
                     {.context = measurement_.context(),
                      .seed = seed_,
                      .repetitions = repetitions_,
                      .cores = cores_allowed(),
                      .command = command_words(),
                      .complete = !measurement_.stopped(),
                      .host = host_,
                      .versions = versions(),
                      .warnings = report.warnings,
                      .report = markdown},
                     markdown);
    }

    /// On stderr if stdout is one of the files.
    void show(const RunReport& report) const {
        std::FILE* const stream = files_.uses_stdout() ? stderr : stdout;
        const std::string text = run_text(
            report,
            {.width = terminal_width(stream), .colour = wants_colour(stream), .details = details_});
        if (stream == stdout)
            show_on_stdout(text, "the results");
        else
            print_to(stream, text, "the results");
    }

    std::vector<harness::Warning> warnings() const {
        return harness::warnings(results_, host_, harness::enough_repetitions);
    }

    /// The versions of the peers, if any was measured.
    std::vector<peers::Version> versions() const {
        return has_peer(results_) ? peers::versions() : std::vector<peers::Version>{};
    }

    void measure_size(std::span<Result> benchmarks, harness::Plan& plan) {
        const Clock::time_point began = Clock::now();
        const int at_least = plan.least_fits(slack_) ? harness::least_rounds : 1;
        measurement_.measure(benchmarks, total_ ? plan.share() : std::nullopt, at_least);
        plan.spend(Clock::now() - began);
        progress_.finish(place_of(benchmarks.front()) + benchmarks.size());
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
    RankFiles rank_files_;
    int repetitions_;
    std::optional<Seconds> total_;
    Seconds slack_;
    ResultFiles files_;
    harness::Measurement measurement_;
    harness::BenchmarkProgress progress_{takes_control_sequences(stderr), terminal_width(stderr),
                                         "benchmarks", results_.size(),
                                         static_cast<std::size_t>(repetitions_) + 1};
    std::uint64_t seed_;
    bool peers_;    // were asked for
    bool details_;  // likewise
};

}  // namespace

int compare(const RunOptions& options) {
    return Comparison{options}.run();
}

}  // namespace triptych::cli
