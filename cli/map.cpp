#include "cli/map.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <optional>

#include "benches/catalog.hpp"
#include "cli/environment.hpp"
#include "cli/map_file.hpp"
#include "cli/price_list.hpp"
#include "cli/printer.hpp"
#include "cli/result_files.hpp"
#include "cli/selection.hpp"
#include "cli/terminal.hpp"
#include "cli/tradeoff_text.hpp"
#include "common/cores.hpp"
#include "common/harness/canary.hpp"
#include "common/harness/exports.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/progress.hpp"
#include "common/harness/schedule.hpp"
#include "common/harness/stop_signals.hpp"
#include "common/harness/summary.hpp"
#include "common/harness/text.hpp"
#include "common/mixed.hpp"

namespace triptych::cli {
namespace {

using harness::Result;
using harness::Seconds;
using Clock = std::chrono::steady_clock;

struct MapOptions {
    bool quick = false;
    std::optional<int> minutes;  // to measure
    std::optional<std::string> json;
};

/// Of the order of places, and at each of them of the order of runs.
constexpr std::uint64_t seed = 1;

/// What it costs to begin one, and to begin one that sleeps once.
struct BeginAndSleep {
    const char* begin;
    const char* sleep;
};

constexpr std::array priced{
    BeginAndSleep{"threads.create_many_and_join", "threads.create_many_that_sleep"},
    BeginAndSleep{"processes.fork_many_and_wait", "processes.fork_many_that_sleep"},
    BeginAndSleep{"coroutines.create_and_resume", "coroutines.sleep"}};

/// Measures, place after place, as long as there is time.
class Surveyor {
public:
    Surveyor(Seconds limit, bool quick) : limit_{limit}, quick_{quick} {}

    /// Prices first, for they are in every prediction; then a coarse grid, and then closer looks.
    void survey() {
        measure_prices();
        std::vector<Spot> coarse = survey_.grid.coarse(quick_ ? 10 : 5, 2);
        std::erase_if(coarse, [&](Spot spot) {
            return takes_long(spot) && (quick_ || spot.io_percent % 50 != 0);
        });
        // In no order: whatever the machine does meanwhile is not to look like an effect of place.
        for (const std::size_t next : harness::shuffled(coarse.size(), seed, 0))
            measure(coarse[next]);
        while (!stopped_ && !is_time_over()) {
            const std::vector<Spot> closer = survey_.grid.closer_looks();
            const auto next = std::ranges::find_if(
                closer, [&](Spot spot) { return !quick_ || !takes_long(spot); });
            if (next == closer.end()) return;
            measure(*next);
        }
    }

    const Survey& result() const { return survey_; }
    int stopped_by() { return stopped_ ? signals_.received() : 0; }
    bool any_failed() const { return any_failed_; }

    /// What could not be priced: the prediction takes it for nothing.
    const std::vector<std::string>& unpriced() const { return unpriced_; }

private:
    /// Every share and number of tasks that may be looked at.
    static TradeoffGrid all_places() {
        std::vector<int> shares;
        for (int share = 0; share <= 100; share += 5)
            shares.push_back(share);
        return {shares, {1, 3, 10, 30, 100, 300, 1'000, 3'000, 10'000}};
    }

    /// Seconds for each answer, if all of it is computing; in a quick look a tenth is long.
    bool takes_long(Spot spot) const { return spot.tasks > (quick_ ? 100 : 1'000); }

    /// So many that two can be told apart.
    static int repetitions_at(Spot spot) {
        return spot.tasks < 100 ? harness::enough_repetitions
                                : static_cast<int>(harness::fewest_values);
    }

    bool is_time_over() const { return Clock::now() - start_ > limit_; }

    /// What a task costs besides its waiting and computing.
    void measure_prices() {
        std::vector<Price> wanted;
        for (const auto& [beginning, sleeping] : priced)
            for (const char* const answer : {beginning, sleeping})
                wanted.push_back(price_of(answer));
        wanted.push_back(price_of("threads.sleep_lateness"));
        const PriceList list = PriceList::measure(
            wanted,
            {.repetitions = quick_ ? 3 : 5,
             .stop_descriptor = signals_.descriptor(),
             .progress = [&](const std::string& what) { progress_.show("the price of " + what); }},
            false);
        stopped_ = list.stopped();
        const auto seconds = [&](const char* answer) {
            const Price& price = price_of(answer);
            const auto measured = list.seconds(price);
            if (!measured) unpriced_.emplace_back(price.what);
            return measured ? measured->median : 0;
        };
        const auto task_price = [&](const BeginAndSleep& one) {
            const double begin = seconds(one.begin);
            return TaskPrice{.begin = begin, .sleep = std::max(0.0, seconds(one.sleep) - begin)};
        };
        survey_.prices = {.thread = task_price(priced[0]),
                          .process = task_price(priced[1]),
                          .coroutine = task_price(priced[2]),
                          .lateness = seconds("threads.sleep_lateness")};
    }

    void measure(Spot spot) {
        if (stopped_) return;
        const Workload& mixed = *std::ranges::find(catalog(), "mixed", &Workload::name);
        std::vector<Result> group;
        for (const Answer& answer : mixed.answers)
            if (std::ranges::find(survey_.answers, answer.name()) != survey_.answers.end())
                group.push_back(unmeasured(mixed, answer, spot.tasks, {{"io", spot.io_percent}}));
        harness::Measurement measurement{
            {.bench = find_bench(),
             .seed = seed,
             .repetitions = repetitions_at(spot),
             .margin = harness::narrow_margin,
             .stop_descriptor = signals_.descriptor(),
             .before_run = [&](const Result& next) { progress_.show(next.cell.name()); },
             .canary = find_canary()}};
        measurement.measure(group, std::nullopt);
        stopped_ = measurement.stopped();
        if (!stopped_) keep(spot, group);
    }

    void keep(Spot spot, const std::vector<Result>& group) {
        Times times;
        for (const Result& result : group) {
            if (result.measured())
                times[result.cell.answer()] = harness::wall_seconds(result);
            else
                survey_.missing[spot][result.cell.answer()] = result.reason;
            any_failed_ = any_failed_ || result.outcome == harness::Outcome::failed;
        }
        const bool computes = spot.io_percent <= 100 * (1 - harness::mostly_computing);
        const double speedup = group.front().speedup.value_or(2);
        survey_.grid.put(spot, std::move(times), computes && speedup < harness::least_speedup);
    }

    Clock::time_point start_ = Clock::now();
    Seconds limit_;
    bool quick_;
    harness::StopSignals signals_;
    harness::ProgressLine progress_{is_terminal(stderr), terminal_width(stderr)};
    Survey survey_{.grid = all_places(),
                   .task_seconds = in_seconds(task_time),
                   .turns = task_turns,
                   .cores = cores_allowed(),
                   .answers = {"threads", "processes", "coroutines"}};
    std::vector<std::string> unpriced_;
    bool stopped_ = false;
    bool any_failed_ = false;
};

constexpr std::size_t widest_text = 100;

std::string paragraph(const std::string& text, std::size_t width) {
    return fmt::format("{}\n", fmt::join(harness::fill(text, std::min(width, widest_text)), "\n"));
}

std::string text_of(const Survey& survey, std::size_t width, bool colour) {
    std::string text = paragraph(
        fmt::format("Tasks of {:g} us each on {} core{}, one worker for each.",
                    survey.task_seconds * 1e6, survey.cores, survey.cores == 1 ? "" : "s"),
        width);
    text += '\n' + grid_text(survey.grid, width, colour) + '\n' +
            crossings_text(survey.grid.crossings(), survey.predicted_crossings(),
                           std::min(width, widest_text));
    if (const auto error = survey.prediction_error())
        text +=
            paragraph(fmt::format("Predicted is what the prices of the primitives let one expect: "
                                  "max(n c / cores, w + c) + n times what a task costs. Of all "
                                  "times that were measured, the median is off by {:.0f} %.",
                                  100 * *error),
                      width);
    return text;
}

void report_missing(const Survey& survey) {
    for (const auto& [spot, answers] : survey.missing)
        for (const auto& [answer, reason] : answers)
            fmt::print(stderr, "triptych: {} task{}, {} % I/O, {}: {}\n", spot.tasks,
                       spot.tasks == 1 ? "" : "s", spot.io_percent, answer, reason);
}

/// What is wrong with the machine, and how many places that has cost.
std::vector<harness::Warning> warnings_of(const Survey& survey, const harness::Host& host) {
    std::vector<harness::Warning> warnings =
        harness::warnings({}, host, harness::enough_repetitions);
    int withheld = 0;
    for (const std::int64_t tasks : survey.grid.tasks())
        for (const int io_percent : survey.grid.io_percents())
            if (const auto winner = survey.grid.winner({io_percent, tasks});
                winner && winner->cores_withheld)
                ++withheld;
    if (withheld > 0)
        warnings.insert(warnings.begin(),
                        harness::cores_warning(
                            fmt::format("{} of the places where tasks mostly compute", withheld)));
    return warnings;
}

int draw_map(const MapOptions& options) {
    std::optional<harness::OutputFile> file;
    open_file(file, "--json", options.json);  // before minutes are spent
    const harness::Host host = harness::read_host();
    const Seconds usual{options.quick ? 15 : 300};
    Surveyor surveyor{options.minutes ? Seconds{60 * *options.minutes} : usual, options.quick};
    surveyor.survey();
    const Survey& survey = surveyor.result();
    const std::vector<harness::Warning> warnings = warnings_of(survey, host);
    const nlohmann::ordered_json document = {
        {"context",
         {{"triptych", harness::about_run({.context = nullptr,
                                           .seed = seed,
                                           .repetitions = harness::enough_repetitions,
                                           .cores = survey.cores,
                                           .command = command_words(),
                                           .complete = surveyor.stopped_by() == 0,
                                           .host = host,
                                           .warnings = warnings})}}},
        {"map", as_json(survey)}};
    const auto print = [&] {
        std::FILE* const stream = options.json == "-" ? stderr : stdout;
        print_to(stream, text_of(survey, terminal_width(stream), wants_colour(stream)), "the map");
        Printer{stream, survey.cores, harness::enough_repetitions}.warnings(warnings);
    };
    const auto write = [&] {
        if (file) file->write(document.dump(1) + '\n');
    };
    do_both(print, write);
    report_missing(survey);
    for (const std::string& what : surveyor.unpriced())
        fmt::print(stderr, "triptych: no price of {}: the prediction takes it for nothing\n", what);
    if (surveyor.stopped_by() != 0) return stopped_by(surveyor.stopped_by(), "the map");
    return surveyor.any_failed() ? 1 : 0;
}

}  // namespace

void add_map(CLI::App& app, int& exit_code) {
    CLI::App& command =
        *app.add_subcommand("map", "who wins where: tasks against waiting (five minutes)");
    const auto options = std::make_shared<MapOptions>();
    command.add_flag("--quick,-q", options->quick, "a few places only: 20 seconds");
    command
        .add_option("--minutes", options->minutes,
                    "when to look no closer (default: 5); a coarse grid is measured in any case")
        ->check(CLI::Range(1, 1440));
    command.add_option("--json", options->json, "for notebooks/map.ipynb; - is stdout");
    command.footer(
        "Exit code: 0 all is well, 1 an answer failed, 2 wrong usage, 128+n ended by signal n;\n"
        "what was measured by then is still drawn and written.");
    command.callback([options, &exit_code] { exit_code = draw_map(*options); });
}

}  // namespace triptych::cli
