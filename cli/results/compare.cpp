#include "cli/results/compare.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <functional>
#include <memory>
#include <optional>

#include "cli/results/saved.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/harness/difference.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {
namespace {

using harness::Difference;

struct CompareOptions {
    std::string before;
    std::string after;
    std::optional<std::string> fail_above;
};

/// "5%" is 0.05.
double part_of(const std::string& percent) {
    double value = 0;
    const char* const end = percent.data() + percent.size();
    const auto [stop, error] = std::from_chars(percent.data(), end, value);
    if (error != std::errc{} || stop + 1 != end || *stop != '%' || !(value >= 0) ||
        !std::isfinite(value))
        throw UsageError{
            fmt::format("--fail-above \"{}\": give a percentage, such as 5%", percent)};
    return value / 100;
}

void print(const std::string& text) {
    print_to(stdout, text, "the comparison");
}

std::string filled(const std::string& text) {
    return fmt::format("{}\n", fmt::join(harness::fill(text, terminal_width(stdout)), "\n"));
}

/// By how much the intervals are wider for the variation from run to run.
std::string variation_text(const std::vector<Difference>& differences) {
    const harness::Variation variation = harness::variation(differences);
    const auto waiting = std::ranges::count_if(differences, &Difference::waits);
    const std::string what =
        "run-to-run variation, by which two runs of an unchanged program differ";
    if (waiting == 0 || waiting == std::ssize(differences))
        return fmt::format("Each interval includes {:.0f} % on either side for {}.",
                           100 * (waiting == 0 ? variation.of_computing : variation.of_waiting),
                           what);
    return fmt::format(
        "The intervals include {}: {:.0f} % on either side for benchmarks that compute, {:.0f} % "
        "for those that only wait.",
        what, 100 * variation.of_computing, 100 * variation.of_waiting);
}

std::string summary_of(const std::vector<Difference>& differences) {
    const auto better = std::ranges::count_if(differences, &Difference::is_better);
    const auto worse = std::ranges::count_if(differences, &Difference::is_worse);
    const auto few = std::ranges::count_if(differences, std::not_fn(&Difference::has_enough));
    const auto withheld = std::ranges::count_if(differences, &Difference::withheld);
    const auto count = std::ssize(differences);
    std::string text = fmt::format(
        "{} benchmark{}: B is better in {}, worse in {}, cannot tell in {}. Overall B takes "
        "{:.2f} times as long (geometric mean). {}",
        count, count == 1 ? "" : "s", better, worse, count - better - worse,
        harness::overall_ratio(differences), variation_text(differences));
    if (withheld > 0)
        text += fmt::format(
            " {} cannot be judged because {} and, in A or B, other programs (or the host) used the "
            "cores: run both again, with nothing else running.",
            withheld, withheld == 1 ? "it computes" : "they compute");
    if (few > 0)
        text +=
            fmt::format(" {} benchmark{} too few repetitions to tell. Try: run --repetitions {}.",
                        few, few == 1 ? " has" : "s have", harness::enough_repetitions);
    return text;
}

/// Reports the shift that all benchmarks share; empty if it is not significant.
std::string shift_text(const std::optional<harness::Statistics>& shift) {
    if (!shift || !harness::differs(*shift)) return "";
    return fmt::format(
        "All benchmarks together have shifted: B takes {:.2f} times as long (95% interval {:.2f} "
        "to "
        "{:.2f}, the median of {} benchmarks). A shift that all share is not noise: either the "
        "program has changed, or the machine was {} throughout. Run A and B again, in turn, to "
        "find out.",
        shift->median, shift->low, shift->high, shift->count,
        shift->median > 1 ? "slower" : "faster");
}

int compare_runs(const CompareOptions& options) {
    std::optional<double> limit;
    if (options.fail_above) limit = part_of(*options.fail_above);
    const harness::ResultsFile before = find_results(options.before);
    const harness::ResultsFile after = find_results(options.after);
    const auto differences = harness::differences(before, after);
    if (differences.empty())
        throw UsageError{
            fmt::format("nothing to compare: {} and {} have no measured benchmark in common. "
                        "Try: triptych run with the same workloads and sizes for each",
                        options.before, options.after)};
    std::string text = fmt::format("A: {}\nB: {}\n\n", harness::for_terminal(options.before),
                                   harness::for_terminal(options.after));
    text += harness::as_text(harness::difference_table(differences), terminal_width(stdout),
                             wants_colour(stdout));
    text += '\n' + filled(summary_of(differences));
    const auto shift = harness::common_shift(differences);
    if (const std::string all = shift_text(shift); !all.empty()) text += filled(all);
    const auto failures = harness::new_failures(before, after);
    for (const auto& lines : {harness::doubts(differences, before, after), failures,
                              harness::other_differences(before, after)})
        for (const std::string& line : lines)
            text += filled(line);
    print(text);
    if (!limit) return 0;
    int code = failures.empty() ? 0 : 1;
    for (const Difference& difference : differences)
        if (difference.is_worse_by(*limit)) {
            print_message(fmt::format("{} takes {:.3g} times as long (at least {:.3g}), above {}",
                                      difference.benchmark.name(), difference.ratio.median,
                                      difference.ratio.low, *options.fail_above));
            code = 1;
        }
    if (shift && shift->low > 1 + *limit) {
        print_message(fmt::format(
            "all benchmarks together take {:.3g} times as long (at least {:.3g}), above {}",
            shift->median, shift->low, *options.fail_above));
        code = 1;
    }
    return code;
}

}  // namespace

void add_compare(CLI::App& app, int& exit_code) {
    CLI::App& command =
        *app.add_subcommand("compare", "compare two runs: what has become faster or slower");
    const auto options = std::make_shared<CompareOptions>();
    command.add_option("A", options->before, "a results file, or a saved name (see run --save)")
        ->required();
    command.add_option("B", options->after, "the run to compare with A")->required();
    command.add_option(
        "--fail-above", options->fail_above,
        "exit with 1 if a benchmark, or all of them together, takes longer in B by more than\n"
        "this: 5%");
    command.footer(
        "If a word names a file, that file is read, even if a saved run has the same name.\n"
        "Each interval covers both kinds of variation: between the repetitions of a run, and\n"
        "between two runs of an unchanged program. With fewer than 5 repetitions, or if other\n"
        "programs used the cores that it needs, the answer is always \"cannot tell\".\n"
        "--fail-above uses the lower end of the interval: with 5%, a benchmark fails if its whole\n"
        "interval is above 1.05. A benchmark that was measured in A and failed in B fails as "
        "well.\n"
        "All benchmarks together fail if the interval of the median of their ratios is above the\n"
        "limit; that needs at least 5 benchmarks.\n"
        "Exit code: 0 success, 1 a benchmark, or all together, is worse than --fail-above allows,\n"
        "2 wrong usage, or a file that cannot be used.");
    command.callback([options, &exit_code] { exit_code = compare_runs(*options); });
}

}  // namespace triptych::cli
