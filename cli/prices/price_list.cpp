#include "cli/prices/price_list.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <sstream>
#include <stdexcept>

#include "cli/environment.hpp"
#include "common/benchmark_name.hpp"
#include "common/harness/canary.hpp"
#include "common/harness/command.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/summary.hpp"

namespace triptych::cli {
namespace {

using harness::Result;

Result unmeasured(std::string_view implementation, std::int64_t size, Role role) {
    Result result;
    result.benchmark = {.workload = "prices",
                        .unit = "",
                        .size = size,
                        .model = std::string{model_of(implementation)},
                        .variant = std::string{variant_of(implementation)},
                        .role = role};
    return result;
}

/// If a benchmark does several items in one iteration, divides its times by their number, so that
/// files and screen show the same price.
void divide_by_items(harness::Repetition& repetition) {
    const auto rate = repetition.counters.find("items_per_second");
    if (rate == repetition.counters.end()) return;
    const double items = rate->second * repetition.wall_seconds;
    repetition.wall_seconds /= items;
    repetition.own_cpu_seconds /= items;
}

std::optional<harness::Statistics> price_in(const std::vector<Result>& results,
                                            const std::string& benchmark) {
    const auto result = std::ranges::find(results, benchmark,
                                          [](const Result& one) { return one.benchmark.name(); });
    if (result == results.end() || !result->measured()) return std::nullopt;
    return harness::wall_statistics(*result);
}

std::string python_name(const Price& price) {
    return fmt::format("prices/python.{}/1", price.in_python);
}

/// Parses the output of prices.py: on each line a name and its price in nanoseconds.
std::map<std::string, double> read_prices(const std::string& output) {
    std::map<std::string, double> prices;
    std::istringstream lines{output};
    std::string name;
    for (double nanoseconds = 0; lines >> name >> nanoseconds;)
        prices[name] = nanoseconds;
    return prices;
}

/// env(1) exits with 127 if it does not find the program.
bool is_not_found(const harness::Ending& ending) {
    return WIFEXITED(ending.status) && WEXITSTATUS(ending.status) == 127;
}

/// Returns in one line why there are no prices of Python.
std::string why_no_python(const harness::Ending& ending) {
    if (is_not_found(ending)) return "python3 was not found; try: apt-get install python3";
    if (ending.timed_out) return "prices.py took more than a minute";
    if (ending.status == 0) return "prices.py left processes behind";
    std::string_view said = ending.errors;  // the last line of a traceback is the error
    while (said.ends_with('\n'))
        said.remove_suffix(1);
    return fmt::format("prices.py: {}: {}", harness::describe_status(ending.status),
                       said.substr(said.rfind('\n') + 1));
}

}  // namespace

PriceList PriceList::measure(std::span<const Price> prices, const How& how, bool with_python) {
    PriceList list;
    for (const Price& price : prices)
        list.results_.push_back(cli::unmeasured(price));
    harness::Measurement measurement{{.bench = find_primitives(),
                                      .repetitions = how.repetitions,
                                      .stop_descriptor = how.stop_descriptor,
                                      .bench_words = price_options(),
                                      .before_run =
                                          [&](const Result& next) {
                                              if (how.before_run)
                                                  how.before_run(next.benchmark.implementation());
                                          },
                                      .canary = find_canary(),
                                      .cpu_time = find_cpu_time()}};
    measurement.measure(list.results_, std::nullopt);
    for (Result& result : list.results_)
        std::ranges::for_each(result.repetitions, divide_by_items);
    list.context_ = measurement.context();
    list.stopped_ = measurement.stopped();
    if (with_python && !list.stopped_) list.measure_python(prices, how);
    return list;
}

/// Like ours: each repetition in its own process, and the first one, the warm-up, is dropped.
void PriceList::measure_python(std::span<const Price> prices, const How& how) {
    std::vector<Result> python;
    std::vector<std::string> command{"/usr/bin/env", "python3",
                                     source_folder() + "/benches/peers/python/prices.py", "1"};
    for (const Price& price : prices)
        if (!price.in_python.empty()) {
            python.push_back(unmeasured(fmt::format("python.{}", price.in_python), 1, Role::peer));
            command.emplace_back(price.in_python);
        }
    if (python.empty()) return;
    for (int round = 0; round <= how.repetitions; ++round) {
        if (how.before_run) how.before_run("python");
        const harness::Ending ending = harness::run_command(
            command, {.limit = harness::Seconds{60}, .stop_descriptor = how.stop_descriptor});
        stopped_ = ending.stopped;
        if (stopped_) break;
        if (!ending.ended_well()) {
            no_python_ = why_no_python(ending);
            python_failed_ = !is_not_found(ending);
            break;  // keep what earlier rounds measured
        }
        if (round == 0) continue;
        const auto measured = read_prices(ending.output);
        for (Result& result : python)
            if (const auto found = measured.find(result.benchmark.variant);
                found != measured.end()) {
                result.outcome = harness::Outcome::measured;
                result.repetitions.push_back({.wall_seconds = found->second * 1e-9,
                                              .own_cpu_seconds = 0,
                                              .iterations = 1,
                                              .counters = {}});
            }
    }
    std::ranges::move(python, std::back_inserter(results_));
}

bool PriceList::cores_withheld() const {
    const auto speedup = results_.empty() ? std::nullopt : results_.front().speedup;
    return speedup.value_or(2) < harness::least_speedup;
}

std::optional<harness::Statistics> PriceList::seconds(const Price& price) const {
    return price_in(results_, price.benchmark_name());
}

std::optional<harness::Statistics> PriceList::seconds_in_python(const Price& price) const {
    if (price.in_python.empty()) return std::nullopt;
    return price_in(results_, python_name(price));
}

std::optional<harness::Statistics> PriceList::times_as_much_in_python(const Price& price) const {
    const auto wall = [&](const std::string& name) {
        const auto found = std::ranges::find(
            results_, name, [](const Result& one) { return one.benchmark.name(); });
        return found == results_.end() ? std::vector<double>{} : harness::wall_seconds(*found);
    };
    const std::vector<double> ours = wall(price.benchmark_name());
    const std::vector<double> theirs = wall(python_name(price));
    if (ours.empty() || theirs.empty()) return std::nullopt;
    return harness::ratio(theirs, ours);
}

harness::Result unmeasured(const Price& price) {
    return unmeasured(price.implementation, price.size, Role::contender);
}

std::vector<std::string> price_options() {
    return {"--benchmark_min_time=0.01"};
}

const Price& price_of(std::string_view implementation, std::int64_t size) {
    const auto all = prices();
    const auto found = std::ranges::find_if(all, [&](const Price& price) {
        return price.implementation == implementation && price.size == size;
    });
    if (found == all.end())
        throw std::logic_error{fmt::format("no price {}/{}", implementation, size)};
    return *found;
}

}  // namespace triptych::cli
