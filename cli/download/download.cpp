#include "cli/download/download.hpp"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <optional>

#include "cli/crawl/list_file.hpp"
#include "cli/numbers.hpp"
#include "cli/terminal.hpp"
#include "common/descriptor.hpp"
#include "common/harness/progress.hpp"
#include "coroutines/download.hpp"
#include "processes/download.hpp"
#include "threads/download.hpp"

namespace triptych::cli {
namespace {

using network::Downloaded;
using Results = std::vector<Downloaded>;
using Seconds = std::chrono::duration<double>;

struct DownloadOptions {
    std::string list;
    std::string model;
    std::string folder;
    int concurrency = 8;
    int attempts = 5;
    std::int64_t timeout = 30'000;  // milliseconds
};

/// Creates the folder if it is missing.
Descriptor open_folder(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    Descriptor folder{::open(path.c_str(), O_DIRECTORY | O_RDONLY | O_CLOEXEC)};
    if (!folder.is_open())
        throw UsageError{fmt::format("cannot use the folder {}: {}", path,
                                     std::error_code{errno, std::generic_category()}.message())};
    return folder;
}

auto download_with(const std::string& model) {
    if (model == "threads") return &threads::download;
    if (model == "processes") return &processes::download;
    if (model == "coroutines") return &coroutines::download;
    throw UsageError{unknown("model", model, {"threads", "processes", "coroutines"})};
}

std::string size_text(std::int64_t bytes) {
    constexpr double kilo = 1000;
    const auto number = static_cast<double>(bytes);
    if (bytes < 1'000'000) return fmt::format("{:.1f} kB", number / kilo);
    if (bytes < 1'000'000'000) return fmt::format("{:.1f} MB", number / kilo / kilo);
    return fmt::format("{:.2f} GB", number / kilo / kilo / kilo);
}

/// "3 of 9 files, 12.5 MB, 4.1 MB/s, about 5 s left".
std::string progress_text(const network::Tally& tally, std::size_t files, Seconds spent) {
    const double speed = static_cast<double>(tally.bytes) / spent.count();
    std::string text =
        fmt::format("{} of {} files, {}, {}/s", tally.files.load(), files, size_text(tally.bytes),
                    size_text(static_cast<std::int64_t>(speed)));
    const auto left = network::bytes_left(tally, files);
    if (!left || *left == 0 || speed == 0) return text;
    return text +
           fmt::format(", about {:.0f} s left", std::ceil(static_cast<double>(*left) / speed));
}

/// The files that are there, as sha256sum prints and checks them; the others as messages.
void print_results(const network::DownloadList& list, const Results& results) {
    std::string sums;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (results[i].why_not().empty())
            sums += fmt::format("{}  {}\n", results[i].sum(), list[i].name);
    print_to(stdout, sums, "the SHA-256 of the files");
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!results[i].why_not().empty())
            print_message(fmt::format("{}: {}", list[i].url, results[i].why_not()));
}

/// Returns the exit code.
int download_list(const DownloadOptions& options) {
    const auto download = download_with(options.model);
    const network::DownloadList list = read_list_file(options.list, network::read_download_list);
    const Descriptor folder = open_folder(options.folder);
    network::DownloadSettings settings;
    settings.folder = folder.get();
    settings.attempts = options.attempts;
    settings.timeout = std::chrono::milliseconds{options.timeout};

    harness::ProgressLine line{takes_control_sequences(stderr), terminal_width(stderr)};
    const auto start = std::chrono::steady_clock::now();
    const Results results =
        download(list, settings, options.concurrency, [&](const network::Tally& tally) {
            line.show(progress_text(tally, list.size(), std::chrono::steady_clock::now() - start));
        });
    const Seconds time = std::chrono::steady_clock::now() - start;
    line.clear();
    print_results(list, results);

    std::size_t failed = 0;
    std::size_t were_there = 0;
    std::int64_t bytes = 0;
    for (const Downloaded& each : results) {
        failed += each.why_not().empty() ? 0U : 1U;
        were_there += each.was_there ? 1U : 0U;
        bytes += each.why_not().empty() ? each.bytes : 0;
    }
    print_to(stderr,
             fmt::format("files: {}, {}; there before: {}, failed: {}; {:.2f} s with {}, {} at a "
                         "time\n",
                         results.size() - failed, size_text(bytes), were_there, failed,
                         time.count(), options.model, options.concurrency),
             "the summary");
    return failed == 0 ? 0 : check_failed;
}

}  // namespace

void add_download(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "download", "fetch the files of a list into a folder, and print their SHA-256");
    const auto options = std::make_shared<DownloadOptions>();
    command
        .add_option("URLS", options->list,
                    "a file with one URL a line, and after it the SHA-256 if it is known; # begins "
                    "a comment")
        ->required();
    command.add_option("--model,-m", options->model, "threads, processes or coroutines")
        ->required();
    command.add_option("--into,-d", options->folder, "the folder; it is created if it is missing")
        ->required();
    command
        .add_option("--concurrency,-k", options->concurrency,
                    "how many files at a time (default: 8)")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000));
    command
        .add_option("--attempts,-a", options->attempts,
                    "how often a file is tried, with longer and longer pauses (default: 5)")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 100));
    command
        .add_option("--timeout,-t", options->timeout,
                    "how long a server may send nothing: 1s, 30s, 5min (default: 30s)")
        ->transform(milliseconds_with_unit())
        ->check(CLI::Range(std::int64_t{1000}, std::int64_t{3'600'000}));
    command.footer(
        "A file has its name only when it is complete. If you run the same command again, it "
        "goes on\nwhere it was stopped. stdout is for `sha256sum --check`. Exit code 1: a file "
        "could not be\ndownloaded; stderr says why.");
    command.callback([options, &exit_code] { exit_code = download_list(*options); });
}

}  // namespace triptych::cli
