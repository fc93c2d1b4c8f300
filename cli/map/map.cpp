#include "cli/map/map.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/environment.hpp"
#include "cli/map/map_file.hpp"
#include "cli/map/surveyor.hpp"
#include "cli/map/tradeoff_text.hpp"
#include "cli/numbers.hpp"
#include "cli/print_warnings.hpp"
#include "cli/results/result_files.hpp"
#include "cli/terminal.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/exports.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {
namespace {

struct MapOptions {
    bool quick = false;
    std::optional<int> minutes;  // to measure
    std::optional<std::string> json;
};

std::string paragraph(const std::string& text, std::size_t width) {
    return fmt::format("{}\n", fmt::join(harness::fill(text, std::min(width, widest_text)), "\n"));
}

void report_missing(const Survey& survey) {
    for (const auto& [spot, implementations] : survey.missing)
        for (const auto& [implementation, reason] : implementations)
            print_message(fmt::format("{} task{}, {} % I/O, {}: {}", spot.tasks,
                                      spot.tasks == 1 ? "" : "s", spot.io_percent, implementation,
                                      reason));
}

/// The warnings about the machine, with the number of places that CPU contention has spoiled.
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
    open_file(file, "--json", options.json);  // fail early, not after minutes
    const harness::Host host = harness::read_host();
    const Surveyor::Seconds usual{options.quick ? 15 : 300};
    Surveyor surveyor{options.minutes ? Surveyor::Seconds{60 * *options.minutes} : usual,
                      options.quick};
    surveyor.survey();
    const Survey& survey = surveyor.result();
    const std::vector<harness::Warning> warnings = warnings_of(survey, host);
    const nlohmann::ordered_json document = {
        {"context",
         {{"triptych", harness::about_run({.context = {},
                                           .seed = Surveyor::seed,
                                           .repetitions = harness::enough_repetitions,
                                           .cores = survey.cores,
                                           .command = command_words(),
                                           .complete = surveyor.stopped_by() == 0,
                                           .host = host,
                                           .warnings = warnings})}}},
        {"map", as_json(survey)}};
    const auto print = [&] {
        std::FILE* const stream = is_stdout(file) ? stderr : stdout;
        print_to(stream, map_text(survey, terminal_width(stream), wants_colour(stream)), "the map");
        print_warnings(stream, warnings);
    };
    const auto write = [&] {
        if (file) file->write(harness::for_json(document, 1));
    };
    do_both(print, write);
    report_missing(survey);
    for (const std::string& what : surveyor.unpriced())
        print_message(
            fmt::format("no price of {}: the prediction assumes that it costs nothing", what));
    if (surveyor.stopped_by() != 0) return stopped_by(surveyor.stopped_by(), "the map");
    return surveyor.any_failed() ? 1 : 0;
}

}  // namespace

std::string map_text(const Survey& survey, std::size_t width, bool colour) {
    std::string text = paragraph(
        fmt::format("Tasks of {:g} us each on {} core{}, one worker for each task.",
                    survey.task_seconds * 1e6, survey.cores, survey.cores == 1 ? "" : "s"),
        width);
    text += '\n' + grid_text(survey.grid, width, colour) + '\n' +
            crossings_text(survey.grid.crossings(), survey.predicted_crossings(),
                           std::min(width, widest_text));
    if (const auto error = survey.prediction_error())
        text +=
            paragraph(fmt::format("The prediction is computed from the prices of the primitives: "
                                  "max(n c / cores, w + c) + n p, for n tasks of which each waits "
                                  "w, computes c and costs p. The median error over all measured "
                                  "times is {:.0f} %.",
                                  100 * *error),
                      width);
    return text;
}

void add_map(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "map", "which model is fastest: number of tasks against share of I/O (five minutes)");
    const auto options = std::make_shared<MapOptions>();
    CLI::Option* const quick =
        command.add_flag("--quick,-q", options->quick, "measure a few places only: 20 seconds");
    command
        .add_option("--minutes", options->minutes,
                    "time for the refinement (default: 5); a coarse grid is always measured")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1440))
        ->excludes(quick);
    command.add_option("--json", options->json,
                       "write the map for notebooks/map.ipynb; - is stdout");
    command.footer(
        "Exit code: 0 success, 1 an implementation failed, 2 wrong usage, 128+n stopped by\n"
        "signal n (what was measured until then is still drawn and written).");
    command.callback([options, &exit_code] { exit_code = draw_map(*options); });
}

}  // namespace triptych::cli
