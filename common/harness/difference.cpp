#include "common/harness/difference.hpp"

#include <algorithm>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <utility>

#include "common/harness/canary.hpp"
#include "common/harness/contention.hpp"
#include "common/harness/grouping.hpp"
#include "common/harness/summary.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

const Result* result_in(const ResultsFile& file, const BenchmarkName& benchmark) {
    const auto found = std::ranges::find(file.results, benchmark.name(), [](const Result& result) {
        return result.benchmark.name();
    });
    return found == file.results.end() ? nullptr : &*found;
}

const Result* measured_in(const ResultsFile& file, const BenchmarkName& benchmark) {
    const Result* const result = result_in(file, benchmark);
    return result != nullptr && result->measured() ? result : nullptr;
}

std::string interval_text(const Difference& difference) {
    if (difference.withheld) return "cores used by others";
    if (difference.has_enough())
        return fmt::format("{:.2f} to {:.2f}", difference.ratio.low, difference.ratio.high);
    const std::size_t count = difference.ratio.count;
    return fmt::format("{} run{}", count, count == 1 ? "" : "s");
}

std::string verdict_of(const Difference& difference) {
    if (difference.is_better()) return "better";
    return difference.is_worse() ? "worse" : "cannot tell";
}

bool has_failed(const ResultsFile& file, const BenchmarkName& benchmark) {
    const Result* const result = result_in(file, benchmark);
    return result != nullptr && result->outcome == Outcome::failed;
}

std::string difference_in(const char* what, const std::string& before, const std::string& after) {
    return fmt::format("{}: {} in A, {} in B", what, before.empty() ? "unknown" : before,
                       after.empty() ? "unknown" : after);
}

/// The ratios of the benchmarks that can be judged.
std::vector<double> ratios_of(std::span<const Difference> differences) {
    std::vector<double> ratios;
    for (const Difference& difference : differences)
        if (difference.can_be_judged()) ratios.push_back(difference.ratio.median);
    return ratios;
}

/// What a file says about one of its benchmarks.
struct Circumstances {
    bool waits = false;
    bool withheld = false;
};

std::optional<double> counter_of(const Result& result, const char* name) {
    const std::vector<double> values = values_of(result, name);
    return values.empty() ? std::nullopt : std::optional{values.front()};
}

/// By the name of the benchmark.
std::map<std::string, Circumstances> circumstances(const ResultsFile& file) {
    int cores = 1;
    const std::string text = file.about("/cores");
    std::from_chars(text.data(), text.data() + text.size(), cores);
    cores = std::max(1, cores);
    std::vector<Result> results = file.results;
    for (Result& result : results)
        result.speedup = counter_of(result, "two_threads_speedup");
    std::map<std::string, Circumstances> all;
    for (const std::span<const Result> group : groups_of(std::span<const Result>{results})) {
        const bool withheld = cores_withheld(group, cores);
        for (const Summary& summary : summarize(group, cores)) {
            const double others = counter_of(*summary.result, "others_used_cores").value_or(0);
            const bool spoilt =
                others > tolerable_part * cores && summary.busy.value_or(0) >= computes_from;
            all[summary.benchmark().name()] = {.waits = summary.mostly_waits(),
                                               .withheld = withheld || spoilt};
        }
    }
    return all;
}

/// The differences of one kind.
std::vector<Difference> those_that_wait(std::span<const Difference> differences, bool wait) {
    std::vector<Difference> some;
    std::ranges::copy_if(differences, std::back_inserter(some),
                         [=](const Difference& one) { return one.waits == wait; });
    return some;
}

/// The benchmarks that `one` has measured and that `other` has neither measured nor seen fail.
std::vector<std::string> only_in(const ResultsFile& one, const ResultsFile& other) {
    std::vector<std::string> names;
    for (const Result& result : one.results)
        if (result.measured() && measured_in(other, result.benchmark) == nullptr &&
            !has_failed(other, result.benchmark))
            names.push_back(result.benchmark.name());
    return names;
}

}  // namespace

std::vector<Difference> differences(const ResultsFile& before, const ResultsFile& after) {
    std::vector<Difference> all;
    auto then = circumstances(before);
    auto now = circumstances(after);
    for (const Result& result : before.results) {
        if (!result.measured()) continue;
        const Result* const other = measured_in(after, result.benchmark);
        if (other == nullptr) continue;
        all.push_back(
            {.benchmark = result.benchmark,
             .before = wall_statistics(result),
             .after = wall_statistics(*other),
             .ratio = ratio(wall_seconds(*other), wall_seconds(result)),
             .waits = then[result.benchmark.name()].waits && now[result.benchmark.name()].waits,
             .withheld =
                 then[result.benchmark.name()].withheld || now[result.benchmark.name()].withheld});
    }
    const Variation by_kind = variation(all);
    for (Difference& difference : all) {
        const double factor = 1 + (difference.waits ? by_kind.of_waiting : by_kind.of_computing);
        difference.ratio.low /= factor;
        difference.ratio.high *= factor;
    }
    return all;
}

double run_to_run(std::span<const Difference> differences) {
    std::vector<double> logarithms = ratios_of(differences);
    if (logarithms.size() < 20) return 0.10;
    for (double& value : logarithms)
        value = std::log(value);
    const double middle = boost::math::statistics::median(logarithms.begin(), logarithms.end());
    for (double& value : logarithms)
        value = std::abs(value - middle);
    constexpr double deviations_per_median = 1.4826;  // of a normal distribution
    const double deviation = deviations_per_median *
                             boost::math::statistics::median(logarithms.begin(), logarithms.end());
    return std::clamp(std::exp(2 * deviation) - 1, 0.01, 0.25);
}

Variation variation(std::span<const Difference> differences) {
    return {.of_waiting = run_to_run(those_that_wait(differences, true)),
            .of_computing = run_to_run(those_that_wait(differences, false))};
}

std::optional<Statistics> common_shift(std::span<const Difference> differences) {
    const std::vector<double> ratios = ratios_of(differences);
    if (ratios.size() < fewest_values) return std::nullopt;
    Statistics shift = statistics(ratios);
    const double factor = 1 + run_to_run(differences);
    shift.low /= factor;
    shift.high *= factor;
    return shift;
}

Table difference_table(std::span<const Difference> differences) {
    Table table;
    table.titles = {"benchmark", "B / A", "95% interval", "B is", "A", "B"};
    for (const Difference& difference : differences) {
        Row row{.cells = {difference.benchmark.name(), format_ratio(difference.ratio.median),
                          interval_text(difference), verdict_of(difference),
                          format_seconds(difference.before.median),
                          format_seconds(difference.after.median)}};
        if (difference.is_worse()) row.style = Style::red;
        if (difference.is_better()) row.style = Style::bold;
        table.rows.push_back(std::move(row));
    }
    return table;
}

double overall_ratio(std::span<const Difference> differences) {
    double sum = 0;
    for (const Difference& difference : differences)
        sum += std::log(difference.ratio.median);
    return std::exp(sum / static_cast<double>(differences.size()));
}

std::vector<std::string> new_failures(const ResultsFile& before, const ResultsFile& after) {
    std::vector<std::string> lines;
    for (const Result& result : before.results)
        if (result.measured() && has_failed(after, result.benchmark))
            lines.push_back(fmt::format("{} failed in B: {}", result.benchmark.name(),
                                        result_in(after, result.benchmark)->reason));
    return lines;
}

std::vector<std::string> doubts(std::span<const Difference> differences, const ResultsFile& before,
                                const ResultsFile& after) {
    std::vector<std::string> lines;
    std::vector<std::string> changed;
    for (const Difference& difference : differences)
        if (difference.benchmark.role == Role::baseline &&
            (difference.is_better() || difference.is_worse()))
            changed.push_back(fmt::format("{} ({})", difference.benchmark.name(),
                                          format_ratio(difference.ratio.median)));
    if (!changed.empty())
        lines.push_back(fmt::format(
            "The baseline itself has changed: {}. Unless you worked on it, the machine was faster "
            "or slower, which affects all other benchmarks, too: run both again, one right after "
            "the other, with nothing else running.",
            fmt::join(changed, ", ")));
    for (const auto& [name, file] : {std::pair{"A", &before}, {"B", &after}})
        if (const auto words = file->warned_about(); !words.empty())
            lines.push_back(
                fmt::format("Warnings when {} was measured: {}.", name, fmt::join(words, ", ")));
    return lines;
}

std::vector<std::string> other_differences(const ResultsFile& before, const ResultsFile& after) {
    std::vector<std::string> lines;
    if (before.host() != after.host())
        lines.push_back(difference_in("host", before.host(), after.host()));
    for (const char* what :
         {"/host/cpu", "/host/cores", "/host/memory_bytes", "/host/kernel", "/host/governor",
          "/host/cpu_quota", "/cores", "/compiler", "/flags", "/versions", "/seed", "/complete"}) {
        const std::string ours = before.about(what);
        const std::string theirs = after.about(what);
        if (ours != theirs) lines.push_back(difference_in(what + 1, ours, theirs));
    }
    if (const auto names = only_in(before, after); !names.empty())
        lines.push_back(fmt::format("measured only in A: {}", fmt::join(names, ", ")));
    if (const auto names = only_in(after, before); !names.empty())
        lines.push_back(fmt::format("measured only in B: {}", fmt::join(names, ", ")));
    return lines;
}

}  // namespace triptych::harness
