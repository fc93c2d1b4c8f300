#include "cli/results/merge.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <utility>

#include "cli/results/result_files.hpp"
#include "cli/results/saved.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/harness/machines.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {
namespace {

using Files = std::vector<harness::ResultsFile>;

struct MergeOptions {
    std::vector<std::string> paths;
    std::optional<std::string> json;
    std::optional<std::string> csv;
};

bool is_there(const Files& files, const harness::ResultsFile& file) {
    return std::ranges::any_of(files,
                               [&](const auto& other) { return other.document == file.document; });
}

/// Two machines are two, whatever their owners have called them.
void tell_apart(const Files& files, harness::ResultsFile& file) {
    const std::string name = file.name;
    for (int number = 2;
         std::ranges::find(files, file.name, &harness::ResultsFile::name) != files.end(); ++number)
        file.name = fmt::format("{} ({})", name, number);
}

/// What is worth knowing of a file that is merged all the same, a line each.
void tell_remarks(const Files& files, const harness::ResultsFile& file) {
    std::vector<std::string> lines = harness::remarks(file);
    const std::string host = file.host();
    const auto same = std::ranges::find_if(files, [&](const harness::ResultsFile& other) {
        return !host.empty() && other.host() == host &&
               other.about("/host/cpu") == file.about("/host/cpu");
    });
    if (same != files.end())
        lines.push_back(fmt::format("from the same host as {} ({}): it counts as two machines",
                                    same->name, host));
    for (const std::string& line : lines)
        print_message(fmt::format("{}: {}", file.name, line));
}

/// What can be read of the paths; `skipped` counts what cannot, which is told.
Files read_all(const std::vector<std::string>& paths, int& skipped) {
    Files files;
    const auto skip = [&](const std::string& why) {
        print_message("skipped: " + why);
        ++skipped;
    };
    const harness::Reading how{.workloads = known_workloads(), .skip = skip};
    for (const std::string& path : paths) {
        try {
            for (harness::ResultsFile& file : harness::read_results(path, how)) {
                if (is_there(files, file)) {
                    print_message(
                        fmt::format("skipped: {}: the run {} is there already", path, file.name));
                    continue;
                }
                tell_apart(files, file);
                tell_remarks(files, file);
                files.push_back(std::move(file));
            }
        } catch (const harness::ResultsFileError& error) {
            skip(error.what());
        }
    }
    return files;
}

void print(const Files& files) {
    const std::size_t width = terminal_width(stdout);
    std::vector<std::string> names;
    for (const harness::ResultsFile& file : files)
        names.push_back(file.name);
    std::string text = fmt::format(
        "{}\n\n",
        fmt::join(harness::fill(fmt::format("{} machine{}: {}.", files.size(),
                                            files.size() == 1 ? "" : "s", fmt::join(names, ", ")),
                                width),
                  "\n"));
    text += harness::as_text(harness::machines_table(files), width, wants_colour(stdout));
    text += fmt::format(
        "\n{}\n",
        fmt::join(harness::fill("won: on so many machines the model's fastest implementation is "
                                "surely the fastest of all; below, how many times as "
                                "long as the fastest it takes, from machine to machine. "
                                "nobody: on so many none has won, for two are about as fast, "
                                "or the machine withheld its cores.",
                                width),
                  "\n"));
    print_to(stdout, text, "the table");
}

int merge(const MergeOptions& options) {
    int skipped = 0;
    const Files files = read_all(options.paths, skipped);
    if (files.empty()) throw UsageError{"nothing to merge: none of these files can be used"};
    if (!write_files(options.json, harness::merged(files), options.csv,
                     harness::machines_csv(files)))
        print(files);
    return skipped == 0 ? 0 : 1;
}

}  // namespace

void add_merge(CLI::App& app, int& exit_code) {
    CLI::App& command =
        *app.add_subcommand("merge", "the runs of many machines in one table, for a class");
    const auto options = std::make_shared<MergeOptions>();
    command
        .add_option("FILE", options->paths, "results files (triptych run --json), merged or not")
        ->required();
    command.add_option("--json", options->json, "all of them, whole, in one file");
    command.add_option("--csv", options->csv, "a line for each benchmark of each machine");
    command.footer(
        "A file that cannot be used is named and skipped, and so is a part of a merged one; the\n"
        "same run twice counts once. Other versions, debug builds, runs that were stopped and\n"
        "two runs of one host are merged, and told.\n"
        "Exit code: 0 all were merged, 1 some were skipped, 2 wrong usage, or none can be used.");
    command.callback([options, &exit_code] { exit_code = merge(*options); });
}

}  // namespace triptych::cli
