#include "cli/prices/prices.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <set>

#include "cli/environment.hpp"
#include "cli/numbers.hpp"
#include "cli/print_warnings.hpp"
#include "cli/results/result_files.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/benchmark_name.hpp"
#include "common/cores.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/progress.hpp"
#include "common/harness/stop_signals.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"
#include "common/harness/warnings.hpp"

namespace triptych::cli {
namespace {

using harness::Statistics;

struct PriceOptions {
    std::vector<std::string> names;
    std::optional<int> repetitions;
    bool quick = false;
    std::optional<std::string> json;
};

/// A bar of eighths of a character, on a logarithmic scale from `least` to `most`.
std::string bar(double value, double least, double most, std::size_t width) {
    static constexpr std::array eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const double part = most > least ? std::log(value / least) / std::log(most / least) : 1;
    const auto filled = static_cast<std::size_t>(std::lround(
        8 * (1 + part * static_cast<double>(width - 1))));  // the smallest has one character
    std::string text;
    for (std::size_t i = 0; i < filled / 8; ++i)
        text += "█";
    text += eighths[filled % 8];
    return text + std::string(width - harness::width_of(text), ' ');
}

std::string margin_text(const Statistics& price) {
    if (price.count < 2) return "";
    return price.margin() < 9.995 ? fmt::format("±{:.0f}%", 100 * price.margin()) : ">999%";
}

/// Right-aligns text by its columns on a terminal; std::format would count bytes.
std::string right(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, harness::width_of(text)), ' ') + text;
}

struct Measured {
    const Price* price;
    Statistics ours;
    std::optional<Statistics> python;
    std::optional<Statistics> ratio;  // Python's over ours
    bool is_doubtful;                 // it needs two cores, and there was CPU contention
};

/// The cheapest first.
std::vector<Measured> measured_of(const std::vector<Price>& prices, const PriceList& list) {
    std::vector<Measured> measured;
    for (const Price& price : prices)
        if (const auto ours = list.seconds(price))
            measured.push_back({&price, *ours, list.seconds_in_python(price),
                                list.times_as_much_in_python(price),
                                price.takes_two_cores && list.cores_withheld()});
    std::ranges::sort(measured, {}, [](const Measured& one) { return one.ours.median; });
    return measured;
}

constexpr std::size_t name_width = 30;
constexpr std::size_t number_width = 8;
constexpr std::size_t margin_width = 5;

std::string price_and_margin(const std::optional<Statistics>& price) {
    return fmt::format("{} {}",
                       right(price ? harness::format_seconds(price->median) : "-", number_width),
                       right(price ? margin_text(*price) : "", margin_width));
}

/// As in the tables: ~ if it cannot be told apart from 1; ! alone if it is doubtful.
std::string ratio_text(const Measured& row) {
    if (row.is_doubtful) return "!";
    if (!row.ratio) return "-";
    return (harness::differs(*row.ratio) ? "" : "~") + harness::format_ratio(row.ratio->median);
}

std::string line_of(const Measured& row, double least, double most, std::size_t bar_width) {
    return fmt::format("{:<{}} {} {} {} {}\n", row.price->what, name_width,
                       price_and_margin(row.ours), bar(row.ours.median, least, most, bar_width),
                       price_and_margin(row.python), right(ratio_text(row), number_width - 1));
}

/// The names of all prices, for the help.
std::string all_names() {
    std::set<std::string_view> names;
    for (const Price& price : prices())
        names.insert(price.implementation);
    return fmt::format("{}", fmt::join(names, ", "));
}

/// The prices that the words name, each a model or a single price; all if there are no words.
/// Throws UsageError if a word is unknown.
std::vector<Price> chosen(const std::vector<std::string>& words) {
    const auto all = prices();
    if (words.empty()) return {all.begin(), all.end()};
    std::set<std::string> names;
    for (const Price& price : all) {
        names.emplace(price.implementation);
        names.emplace(model_of(price.implementation));
    }
    for (const std::string& word : words)
        if (!names.contains(word))
            throw UsageError{unknown("price", word, {names.begin(), names.end()})};
    std::vector<Price> some;
    std::ranges::copy_if(all, std::back_inserter(some), [&](const Price& price) {
        return std::ranges::any_of(words, [&](const std::string& word) {
            return price.implementation == word || model_of(price.implementation) == word;
        });
    });
    return some;
}

/// Prints a line for each price that is missing. Returns whether something failed.
bool report_missing(const PriceList& list) {
    bool failed = list.python_failed();
    for (const harness::Result& result : list.results()) {
        if (result.outcome == harness::Outcome::skipped)
            print_message(fmt::format("{}: {}", result.benchmark.implementation(), result.reason));
        if (result.outcome != harness::Outcome::failed) continue;
        print_message(
            fmt::format("{} failed: {}", result.benchmark.implementation(), result.reason));
        failed = true;
    }
    if (!list.no_python().empty())
        print_message("prices of Python are missing: " + list.no_python());
    return failed;
}

int measure_prices(const PriceOptions& options) {
    const std::vector<Price> wanted = chosen(options.names);
    ResultFiles files{options.json, {}, {}, {}};
    const harness::Host host = harness::read_host();
    harness::StopSignals signals;
    const int repetitions = options.repetitions.value_or(
        options.quick ? static_cast<int>(harness::fewest_values) : harness::enough_repetitions);
    constexpr std::size_t python = 1;  // all of its prices are measured together
    harness::BenchmarkProgress progress{takes_control_sequences(stderr), terminal_width(stderr),
                                        "prices", wanted.size() + python,
                                        static_cast<std::size_t>(repetitions) + 1};
    const PriceList list =
        PriceList::measure(wanted,
                           {.repetitions = repetitions,
                            .stop_descriptor = signals.descriptor(),
                            .before_run = [&](const auto& name) { progress.begin_run(name); }},
                           true);
    progress.clear();
    std::vector<harness::Warning> warnings = harness::warnings({}, host, repetitions);
    if (list.cores_withheld())
        warnings.insert(warnings.begin(),
                        harness::cores_warning("the prices, some of which need two cores (!)"));
    const auto print = [&] {
        std::FILE* const stream = files.uses_stdout() ? stderr : stdout;
        print_to(stream, price_text(wanted, list, terminal_width(stream)), "the prices");
        print_warnings(stream, warnings);
    };
    const auto write = [&] {
        files.write(list.results(),
                    {.context = list.context(),
                     .repetitions = repetitions,
                     .cores = cores_allowed(),
                     .command = command_words(),
                     .complete = !list.stopped(),
                     .host = host,
                     .warnings = warnings},
                    "");
    };
    do_both(print, write);
    const bool failed = report_missing(list);
    if (list.stopped()) return stopped_by(signals.received(), "the prices");
    return failed ? 1 : 0;
}

}  // namespace

std::string price_text(const std::vector<Price>& prices, const PriceList& list, std::size_t width) {
    const std::vector<Measured> rows = measured_of(prices, list);
    if (rows.empty()) return "no price was measured\n";
    constexpr std::size_t others = name_width + 3 * number_width + 2 * margin_width + 5;
    const std::size_t bar_width = std::clamp<std::size_t>(width - std::min(width, others), 5, 60);
    const double least = rows.front().ours.median;
    const double most = rows.back().ours.median;
    std::string text = fmt::format("{:<{}} {} {:>{}} {:<{}} {} {:>{}} {}\n", "price", name_width,
                                   right("here", number_width), "", margin_width, "(log)",
                                   bar_width, right("Python", number_width), "", margin_width,
                                   right("ratio", number_width - 1));
    for (const Measured& row : rows)
        text += line_of(row, least, most, bar_width);
    return text;
}

void add_prices(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "prices", "what concurrency primitives cost, here and in Python (half a minute)");
    const auto options = std::make_shared<PriceOptions>();
    command.add_option("PRICE", options->names,
                       "only these: a model (threads) or one price (threads.mutex_free)");
    CLI::Option* const repetitions = command
                                         .add_option("--repetitions,-r", options->repetitions,
                                                     fmt::format("timed runs of each (default: {})",
                                                                 harness::enough_repetitions))
                                         ->transform(plain_numbers())
                                         ->check(CLI::Range(1, 1000));
    command
        .add_flag("--quick,-q", options->quick,
                  fmt::format("{} repetitions", harness::fewest_values))
        ->excludes(repetitions);
    command.add_option("--json", options->json,
                       "write results as triptych run --json does; - is stdout");
    command.footer(fmt::format(
        "Each price is the median of several runs, each in its own process. ± is the distance to\n"
        "the farther end of its 95 % interval. The bars are logarithmic. The ratio is Python's\n"
        "price over the one here: ~ if the two cannot be told apart, ! if it takes two cores and\n"
        "there was CPU contention: other programs (or the host) were using the cores.\n"
        "\"There and back\" is a whole round trip. Where two threads compete, it is what each of\n"
        "them pays. A context switch is a sched_yield to a thread on the same core. \"Resident\"\n"
        "memory is in addition to the program itself (5 MiB) or Python (20 MiB).\n"
        "Exit code: 0 success, 1 a price could not be measured, 2 wrong usage, 128+n stopped by\n"
        "signal n.\n\n{}",
        fmt::join(harness::fill("Prices: " + all_names(), 80), "\n")));
    command.callback([options, &exit_code] { exit_code = measure_prices(*options); });
}

}  // namespace triptych::cli
