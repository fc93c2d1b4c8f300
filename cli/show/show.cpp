#include "cli/show/show.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <memory>

#include "benches/catalog/catalog.hpp"
#include "cli/environment.hpp"
#include "cli/show/page.hpp"
#include "cli/terminal.hpp"
#include "cli/trace/picture.hpp"
#include "cli/trace/traced_workload.hpp"
#include "cli/usage.hpp"
#include "common/harness/stop_signals.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {
namespace {

using Names = std::vector<std::string>;

struct ShowOptions {
    std::string workload;
    Names models;
    bool all = false;
    bool json = false;
    bool trace = false;
};

const Workload& find_workload(const std::string& name) {
    Names names;
    for (const Workload& workload : catalog()) {
        if (workload.name == name) return workload;
        names.emplace_back(workload.name);
    }
    throw UsageError{unknown("workload", name, names)};
}

/// The models that have an implementation of their own, in the panels' order.
Names panel_models(const Workload& workload) {
    Names models;
    for (const char* model : {"threads", "processes", "coroutines"})
        if (std::ranges::find(workload.implementations, model, &Implementation::model) !=
            workload.implementations.end())
            models.emplace_back(model);
    return models;
}

/// The model of processes on several machines. It is shown only if it is asked for.
constexpr const char* on_ranks = "processes.mpi";

/// "processes/mpi" for "processes.mpi".
std::string folder_of(std::string model) {
    std::ranges::replace(model, '.', '/');
    return model;
}

/// Whether the file of the same workload with MPI, on several machines, is there.
bool has_ranks(const Workload& workload) {
    return std::ranges::any_of(workload.implementations, [](const Implementation& implementation) {
        return implementation.name() == on_ranks;
    });
}

/// The models that were asked for, in that order; all if none was. Throws UsageError if one is
/// unknown.
Names wanted_models(const Workload& workload, const Names& asked) {
    const Names models = panel_models(workload);
    Names known = models;
    if (has_ranks(workload)) known.emplace_back(on_ranks);
    for (const std::string& model : asked)
        if (std::ranges::find(known, model) == known.end())
            throw UsageError{unknown("model", model, known)};
    return asked.empty() ? models : asked;
}

/// Throws UsageError if the folder of the sources, or the file in it, does not exist.
Panel read_panel(const std::string& model, const Workload& workload, bool all) {
    const std::string folder = source_folder() + '/' + folder_of(model);
    if (!std::filesystem::is_directory(folder))
        throw UsageError{fmt::format(
            "no folder {}: set TRIPTYCH_SOURCE_DIR to the folder of Triptych's sources", folder)};
    const std::string file = fmt::format("{}.cpp", workload.name);
    std::ifstream source{folder + '/' + file};
    if (!source)
        throw UsageError{
            fmt::format("no file {}/{}: {} is implemented in the files of another workload", model,
                        file, workload.name)};
    const std::string text{std::istreambuf_iterator<char>{source}, {}};
    return {.model = folder_of(model),
            .file = file,
            .steps = all ? steps(text) : essential(steps(text))};
}

/// The width of the terminal, or of COLUMNS; else 160 (three columns of 50), for a file or a pager.
std::size_t page_width() {
    const bool is_known = is_terminal(stdout) || environment_variable("COLUMNS") != nullptr;
    return is_known ? terminal_width(stdout) : 160;
}

/// Runs the implementations that are shown, and draws what their tasks did. Returns the exit code.
int show_timelines(const std::string& workload, const Names& models) {
    harness::StopSignals signals;
    std::vector<trace::Timeline> timelines;
    for (TracedRun& run :
         trace_workload({.name = workload, .models = models, .size = {}}, {}, signals))
        timelines.push_back(std::move(run.timeline));
    if (signals.received() != 0) return stopped_by(signals.received(), "the timelines");
    print_to(stdout, '\n' + picture(timelines, page_width()), "the timelines");
    return EXIT_SUCCESS;
}

int show(const ShowOptions& options) {
    const Workload& workload = find_workload(options.workload);
    std::vector<Panel> panels;
    for (const std::string& model : wanted_models(workload, options.models))
        panels.push_back(read_panel(model, workload, options.all));

    std::string text;
    if (options.json) {
        text = page_as_json(panels, workload.problem);
    } else {
        for (const std::string& line : harness::fill(workload.problem, page_width()))
            text += line + '\n';
        text += '\n' + page(panels, page_width(), wants_colour(stdout));
    }
    print_to(stdout, text, "the sources");
    if (options.trace)
        return show_timelines(options.workload, wanted_models(workload, options.models));
    return EXIT_SUCCESS;
}

}  // namespace

void add_show(CLI::App& app, int& exit_code) {
    CLI::App& command =
        *app.add_subcommand("show", "show the three implementations of a workload side by side");
    const auto options = std::make_shared<ShowOptions>();
    command.add_option("WORKLOAD", options->workload, "which workload (see triptych list)")
        ->required();
    command.add_option("--model,-m", options->models, "only these models: one or more")
        ->allow_extra_args(false);
    command.add_flag("--all,-a", options->all, "show includes and namespaces, too");
    command.add_flag("--json", options->json, "write the aligned steps in JSON");
    command
        .add_flag("--trace", options->trace,
                  "run them, too, and draw below what their tasks did (see triptych trace)")
        ->excludes("--json");
    command.footer(
        "The page is as wide as the terminal, or as COLUMNS says. Below 100 columns the files "
        "stand\n"
        "one above the other.");
    command.callback([options, &exit_code] { exit_code = show(*options); });
}

}  // namespace triptych::cli
