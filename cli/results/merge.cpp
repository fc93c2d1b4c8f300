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

/// Gives the file a name of its own: "same (2)" if there is a "same" already.
void make_name_unique(const Files& files, harness::ResultsFile& file) {
    const std::string name = file.name;
    for (int number = 2;
         std::ranges::find(files, file.name, &harness::ResultsFile::name) != files.end(); ++number)
        file.name = fmt::format("{} ({})", name, number);
}

/// Prints a line for each remark about a file that is merged nevertheless.
void print_remarks(const Files& files, const harness::ResultsFile& file) {
    std::vector<std::string> lines = harness::remarks(file);
    const std::string host = file.host();
    const auto same = std::ranges::find_if(files, [&](const harness::ResultsFile& other) {
        return !host.empty() && other.host() == host &&
               other.about("/host/cpu") == file.about("/host/cpu");
    });
    if (same != files.end())
        lines.push_back(fmt::format("from the same host as {} ({}): counted as two machines",
                                    same->name, host));
    for (const std::string& line : lines)
        print_message(fmt::format("{}: {}", file.name, line));
}

/// Reads the files. Prints a line for each one, or part of one, that cannot be used, and counts it
/// in `skipped`.
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
                    print_message(fmt::format("skipped: {}: the run {} has been read already", path,
                                              file.name));
                    continue;
                }
                make_name_unique(files, file);
                print_remarks(files, file);
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
        fmt::join(harness::fill("won: the number of machines on which the model's fastest "
                                "implementation is clearly the fastest of all. Below it: how "
                                "many times as long as the fastest it takes, from the best "
                                "machine to the worst. no winner: the number of machines on "
                                "which two models are about as fast, or on which there was CPU "
                                "contention.",
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
    command.add_option("--json", options->json, "write all runs, complete, into one file");
    command.add_option("--csv", options->csv, "write a line for each benchmark of each machine");
    command.footer(
        "A file that cannot be used is skipped with a message, and so is a part of a merged file.\n"
        "The same run counts once. Runs of other versions, of debug builds, runs that were "
        "stopped\n"
        "and two runs of one host are merged with a message.\n"
        "Exit code: 0 all were merged, 1 some were skipped, 2 wrong usage, or none can be used.");
    command.callback([options, &exit_code] { exit_code = merge(*options); });
}

}  // namespace triptych::cli
