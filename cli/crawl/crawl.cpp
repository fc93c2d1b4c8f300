#include "cli/crawl/crawl.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <memory>

#include "cli/crawl/list_file.hpp"
#include "cli/numbers.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/harness/output_file.hpp"
#include "common/network/crawl.hpp"
#include "coroutines/crawl.hpp"
#include "processes/crawl.hpp"
#include "threads/crawl.hpp"
#include "threads/primitives/thread_pool.hpp"

namespace triptych::cli {
namespace {

struct CrawlOptions {
    std::string list;
    std::string model;
    std::string output;
    int concurrency = 16;
    std::int64_t timeout = 5000;  // milliseconds
};

std::vector<std::string> crawl_as(const std::string& model, const network::Urls& urls,
                                  const network::FetchLimits& limits, int concurrency) {
    if (model == "threads") return threads::crawl(urls, limits, concurrency);
    if (model == "processes") return processes::crawl(urls, limits, concurrency);
    if (model == "coroutines") return coroutines::crawl(urls, limits, concurrency);
    if (model == "coroutines.offload") {
        threads::ThreadPool pool{1};
        return coroutines::crawl_offloaded(
            urls, limits, concurrency,
            [&](std::function<void()> job) { pool.submit(std::move(job)); });
    }
    throw UsageError{
        unknown("model", model, {"threads", "processes", "coroutines", "coroutines.offload"})};
}

/// What came of it, in one line.
std::string crawl_summary(const std::vector<std::string>& pages, const CrawlOptions& options,
                          std::chrono::duration<double> time) {
    std::ptrdiff_t links = 0;
    std::ptrdiff_t errors = 0;
    for (const std::string& lines : pages) {
        const bool is_error = lines.find("\t\t") != std::string::npos;
        (is_error ? errors : links) += std::ranges::count(lines, '\n');
    }
    return fmt::format("pages: {}, links: {}, errors: {}; {:.2f} s with {}, {} at a time\n",
                       pages.size(), links, errors, time.count(), options.model,
                       options.concurrency);
}

void crawl_list(const CrawlOptions& options) {
    const network::Urls urls = read_list_file(options.list, network::read_urls);
    network::FetchLimits limits;
    limits.timeout = std::chrono::milliseconds{options.timeout};
    const auto start = std::chrono::steady_clock::now();
    const std::vector<std::string> pages =
        crawl_as(options.model, urls, limits, options.concurrency);
    const auto end = std::chrono::steady_clock::now();
    harness::OutputFile file{options.output};
    file.write(network::sorted_table(pages));
    print_to(file.is_stdout() ? stderr : stdout, crawl_summary(pages, options, end - start),
             "the summary");
}

}  // namespace

void add_crawl(CLI::App& app, int& exit_code) {
    CLI::App& command =
        *app.add_subcommand("crawl", "fetch web pages, and write a table of their links");
    const auto options = std::make_shared<CrawlOptions>();
    command.add_option("URLS", options->list, "a file with one URL a line; # begins a comment")
        ->required();
    command
        .add_option("--model,-m", options->model,
                    "threads, processes, coroutines, or coroutines.offload (parses in a thread)")
        ->required();
    command.add_option("--output,-o", options->output, "where to write the table; - is stdout")
        ->required();
    command
        .add_option("--concurrency,-k", options->concurrency,
                    "how many pages at a time (default: 16)")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, 1000));
    command
        .add_option("--timeout,-t", options->timeout,
                    "how long a page may take, with its redirects: 500ms, 5s, 1min (default: 5s)")
        ->transform(milliseconds_with_unit())
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{3'600'000}));
    command.footer(
        "Each line of the table is URL, link, error, with tabs between; the lines are sorted.\n"
        "A page that cannot be fetched is a line with an error, and no failure: the exit code is "
        "0.");
    command.callback([options, &exit_code] {
        crawl_list(*options);
        exit_code = 0;
    });
}

}  // namespace triptych::cli
