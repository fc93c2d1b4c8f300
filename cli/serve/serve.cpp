#include "cli/serve/serve.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "cli/serve/stop_signal.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/cores.hpp"
#include "common/harness/escape.hpp"

namespace triptych::cli {
namespace {

struct ServeOptions {
    std::string model;
    std::string host = "127.0.0.1";
    std::uint16_t port = 8'888;
    double delay = 500;  // in milliseconds
    int workers = 0;     // 0: the model's usual number
    bool logs = false;
};

struct Model {
    std::string name;
    void (*serve)(Descriptor listening, const Site& site, int stop);
    int workers;  // if the user does not say
    bool shares_port = false;
};

std::vector<Model> models() {
    constexpr int pool = 16;  // more than cores, because they mostly wait
    return {{"threads", threads::http_server, 1},
            {"threads-pool", threads::http_server_pool, pool},
            {"processes", processes::http_server, 1},
            {"processes-prefork", processes::http_server_prefork, pool},
            {"coroutines", coroutines::http_server, 1},
            {"coroutines-loops", coroutines::http_server_loops, cores_allowed(), true}};
}

Model model_named(const std::string& name) {
    const std::vector<Model> all = models();
    const auto found = std::ranges::find(all, name, &Model::name);
    if (found != all.end()) return *found;
    std::vector<std::string> names;
    for (const Model& model : all)
        names.push_back(model.name);
    throw UsageError{unknown("model", name, names)};
}

Address address_of(const ServeOptions& options) {
    try {
        return Address{options.host, options.port};
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("--host: {}", error.what())};
    }
}

/// One write() for a line, so that lines of several threads and processes do not mix.
void log_line(const http::Request& request, std::string_view answer) {
    const std::string line =
        request.method.empty() ? fmt::format("{} -\n", http::status_of(answer))
                               : fmt::format("{} {} {}\n", http::status_of(answer), request.method,
                                             harness::for_terminal(request.target));
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, line.data(), line.size());
}

int serve(const ServeOptions& options) {
    const Model model = model_named(options.model);
    Descriptor listening =
        listen_at(address_of(options), {.shares_port = model.shares_port, .is_blocking = false});
    Site site;
    site.delay = std::chrono::milliseconds{std::llround(options.delay)};
    site.workers = options.workers > 0 ? options.workers : model.workers;
    if (options.logs) site.log = log_line;
    constexpr std::chrono::milliseconds to_finish{900};
    const int stop = readable_after_stop_signal(to_finish);
    print_to(stdout,
             fmt::format("{}: http://{}/ (Ctrl-C ends it)\n", model.name,
                         Address::of(listening.get()).text()),
             "the address");
    std::fflush(stdout);
    model.serve(std::move(listening), site, stop);
    return 0;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
    CLI::App& command = *app.add_subcommand("serve", "an HTTP server for curl, wrk or a browser");
    const auto options = std::make_shared<ServeOptions>();
    command
        .add_option("--model", options->model,
                    "threads, threads-pool, processes, processes-prefork, coroutines or "
                    "coroutines-loops")
        ->required();
    command.add_option("--port", options->port, "0: the system chooses one")->capture_default_str();
    command.add_option("--host", options->host, "the address to listen at")->capture_default_str();
    const std::map<std::string, double> units{{"ms", 1}, {"s", 1'000}};
    command.add_option("--delay", options->delay, "how long each page takes: 500ms, 2s")
        ->transform(CLI::AsNumberWithUnit{units, CLI::AsNumberWithUnit::UNIT_REQUIRED, "TIME"})
        ->check(CLI::Range(0.0, 3'600'000.0))
        ->default_str("500ms");
    command
        .add_option("--workers", options->workers,
                    "threads of the pool, processes or loops; else a number that fits the model")
        ->check(CLI::Range(1, 1'000));
    command.add_flag("--log", options->logs, "a line for each request");
    command.footer(
        "It serves / and /hello/NAME. SIGINT or SIGTERM: what has begun gets 0.9 s to "
        "finish,\nand it exits with 0 within a second.");
    command.callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace triptych::cli
