#include "cli/prices.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <set>

#include "cli/environment.hpp"
#include "cli/printer.hpp"
#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/cores.hpp"
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
    int repetitions = 9;
    bool quick = false;
    std::optional<std::string> json;
};

/// A bar of eighths of a character, on a logarithmic scale from `least` to `most`.
std::string bar(double value, double least, double most, std::size_t width) {
    static constexpr std::array eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const double part = most > least ? std::log(value / least) / std::log(most / least) : 1;
    const auto filled = static_cast<std::size_t>(
        std::lround(8 * (1 + part * static_cast<double>(width - 1))));  // the least is seen, too
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

/// Like std::format would pad, but by what is seen.
std::string right(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, harness::width_of(text)), ' ') + text;
}

struct Measured {
    const Price* price;
    Statistics ours;
    std::optional<Statistics> python;
};

/// The cheapest first.
std::vector<Measured> measured_of(const std::vector<Price>& prices, const PriceList& list) {
    std::vector<Measured> measured;
    for (const Price& price : prices)
        if (const auto ours = list.seconds(price))
            measured.push_back({&price, *ours, list.seconds_in_python(price)});
    std::ranges::sort(measured, {}, [](const Measured& one) { return one.ours.median; });
    return measured;
}

constexpr std::size_t name_width = 30;
constexpr std::size_t number_width = 8;
constexpr std::size_t margin_width = 5;

std::string line_of(const Measured& row, double least, double most, std::size_t bar_width) {
    const std::string python = row.python ? harness::format_seconds(row.python->median) : "-";
    const std::string times =
        row.python ? harness::format_ratio(row.python->median / row.ours.median) : "-";
    return fmt::format("{:<{}} {} {} {} {} {}\n", row.price->what, name_width,
                       right(harness::format_seconds(row.ours.median), number_width),
                       right(margin_text(row.ours), margin_width),
                       bar(row.ours.median, least, most, bar_width), right(python, number_width),
                       right(times, number_width - 1));
}

/// For the help: how single prices are called.
std::string all_names() {
    std::set<std::string_view> names;
    for (const Price& price : prices())
        names.insert(price.answer);
    return fmt::format("{}", fmt::join(names, ", "));
}

/// Those that the words name: a model, or a single one. All if there are no words.
std::vector<Price> chosen(const std::vector<std::string>& words) {
    const auto all = prices();
    if (words.empty()) return {all.begin(), all.end()};
    std::set<std::string> names;
    for (const Price& price : all) {
        names.emplace(price.answer);
        names.emplace(price.answer.substr(0, price.answer.find('.')));
    }
    for (const std::string& word : words)
        if (!names.contains(word))
            throw UsageError{unknown("price", word, {names.begin(), names.end()})};
    std::vector<Price> some;
    std::ranges::copy_if(all, std::back_inserter(some), [&](const Price& price) {
        return std::ranges::any_of(words, [&](const std::string& word) {
            return price.answer == word || price.answer.starts_with(word + '.');
        });
    });
    return some;
}

/// What failed or could not be told, a line each; whether something failed.
bool report_missing(const PriceList& list) {
    bool failed = list.python_failed();
    for (const harness::Result& result : list.results()) {
        if (result.outcome == harness::Outcome::skipped)
            fmt::print(stderr, "triptych: {}: {}\n", result.cell.answer(), result.reason);
        if (result.outcome != harness::Outcome::failed) continue;
        fmt::print(stderr, "triptych: {} failed: {}\n", result.cell.answer(), result.reason);
        failed = true;
    }
    if (!list.no_python().empty())
        fmt::print(stderr, "triptych: no prices of Python: {}\n", list.no_python());
    return failed;
}

int measure_prices(const PriceOptions& options) {
    const std::vector<Price> wanted = chosen(options.names);
    ResultFiles files{options.json, {}, {}, {}};
    const harness::Host host = harness::read_host();
    const std::vector<harness::Warning> warnings = harness::warnings({}, host, options.repetitions);
    harness::StopSignals signals;
    harness::ProgressLine progress{is_terminal(stderr), terminal_width(stderr)};
    const int repetitions =
        options.quick ? static_cast<int>(harness::fewest_values) : options.repetitions;
    const PriceList list =
        PriceList::measure(wanted,
                           {.repetitions = repetitions,
                            .stop_descriptor = signals.descriptor(),
                            .progress = [&](const std::string& what) { progress.show(what); }},
                           true);
    progress.clear();
    files.write(list.results(),
                {.context = list.context(),
                 .repetitions = repetitions,
                 .cores = cores_allowed(),
                 .command = command_words(),
                 .complete = !list.stopped(),
                 .host = host,
                 .warnings = warnings},
                "");
    std::FILE* const stream = files.uses_stdout() ? stderr : stdout;
    const std::string text = price_text(wanted, list, terminal_width(stream));
    print_to(stream, text, "the prices");
    Printer{stream, host.cores, repetitions}.warnings(warnings);
    const bool failed = report_missing(list);
    if (list.stopped()) return 128 + signals.received();
    return failed ? 1 : 0;
}

}  // namespace

std::string price_text(const std::vector<Price>& prices, const PriceList& list, std::size_t width) {
    const std::vector<Measured> rows = measured_of(prices, list);
    if (rows.empty()) return "no price was measured\n";
    constexpr std::size_t others = name_width + 3 * number_width + margin_width + 4;
    const std::size_t bar_width = std::clamp<std::size_t>(width - std::min(width, others), 5, 60);
    const double least = rows.front().ours.median;
    const double most = rows.back().ours.median;
    std::string text =
        fmt::format("{:<{}} {} {} {:<{}} {} {}\n", "price", name_width, right("here", number_width),
                    right("", margin_width), "(logarithmic)", bar_width,
                    right("Python", number_width), right("ratio", number_width - 1));
    for (const Measured& row : rows)
        text += line_of(row, least, most, bar_width);
    return text;
}

void add_prices(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "prices", "what the primitives cost here, and in Python (half a minute)");
    const auto options = std::make_shared<PriceOptions>();
    command.add_option("PRICE", options->names,
                       "only these: a model (threads), or one price (threads.mutex_free)");
    command.add_option("--repetitions,-r", options->repetitions, "timed runs of each")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.add_flag("--quick,-q", options->quick,
                     fmt::format("{} repetitions", harness::fewest_values));
    command.add_option("--json", options->json, "as triptych run has it; - is stdout");
    command.footer(fmt::format(
        "Each price is the median over processes of its own, with the farther end of its 95 %\n"
        "interval. \"There and back\" is a whole round trip. Where two threads compete, it is "
        "what\n"
        "each of them pays. A context switch is a sched_yield to a thread on the same core.\n"
        "Exit code: 0 all is well, 1 a price could not be measured, 2 wrong usage, 128+n ended\n"
        "by signal n.\n\n{}",
        fmt::join(harness::fill("Prices: " + all_names(), 80), "\n")));
    command.callback([options, &exit_code] { exit_code = measure_prices(*options); });
}

}  // namespace triptych::cli
