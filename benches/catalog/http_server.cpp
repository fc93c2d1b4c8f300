#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <utility>

#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/cores.hpp"
#include "common/deadline.hpp"
#include "common/network/blocking_connection.hpp"
#include "common/network/http_load.hpp"
#include "processes/primitives/limit.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/worker_crew.hpp"
#include "threads/primitives/limit.hpp"

namespace triptych {
namespace {

using Serve = void (*)(Descriptor listening, const Site& site, int stop);

constexpr int other_descriptors = 64;  // what a program needs besides its connections

/// Both the server and its clients need a descriptor for each connection. The program may raise its
/// own limit, up to the hard one.
Limit connections_allowed() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    const Limit allowed = descriptors_allowed();
    return {allowed.count - other_descriptors, allowed.reason};
}

/// Skips sizes for which the system has too few descriptors, and what `then` skips.
Refusal more_than_connections(Refusal then = never_skipped) {
    return [few = more_than(connections_allowed, "connections"), then = std::move(then)](
               std::int64_t size, const Parameters& set, double time_limit) {
        const auto reason = few(size, set, time_limit);
        return reason ? reason : then(size, set, time_limit);
    };
}

/// A listening socket, and its clients in a process of their own, which wait for serve().
class ServerRun {
public:
    ServerRun(const Load& load, bool shares_port)
        : listening_{listen_at(Address{"127.0.0.1", 0},
                               {.shares_port = shares_port, .is_blocking = false})},
          clients_{[&, address = Address::of(listening_.get())] {
                       listening_.close();
                       begin_.only_listen();
                       is_readable_by(begin_.descriptor(), deadline_after(longest_preparation));
                       *report_ = send_load(address, load);
                   },
                   processes::Process::Handle::pidfd} {}
    ServerRun(const ServerRun&) = delete;
    ServerRun& operator=(const ServerRun&) = delete;
    ~ServerRun() { clients_.kill(); }

    /// Lets the clients begin, and serves them until their process has ended.
    void run(Serve serve, const Site& site) {
        begin_.stop();
        serve(std::move(listening_), site, clients_.descriptor());
    }

    std::string check() {
        if (const std::string wrong = clients_.wait(); !wrong.empty())
            return "the clients: " + wrong;
        if (report_->failed == 0) return "";
        return fmt::format("{} of {} requests failed", report_->failed,
                           report_->failed + report_->answered);
    }

    Metrics metrics() {
        const LoadReport& report = *report_;
        return {{"requests_per_second", static_cast<double>(report.answered) / report.seconds},
                {"latency_p50_ms", report.latency_p50_ms},
                {"latency_p99_ms", report.latency_p99_ms},
                {"latency_max_ms", report.latency_max_ms},
                {"failed_requests", static_cast<double>(report.failed)},
                {"clients_cpu_seconds", report.cpu_seconds}};
    }

private:
    static constexpr std::chrono::hours longest_preparation{1};

    processes::StopLine begin_;
    processes::Shared<LoadReport> report_;
    Descriptor listening_;
    processes::Process clients_;
};

constexpr std::int64_t usual_delay = 5;  // milliseconds
constexpr std::int64_t usual_requests = 2;
constexpr std::int64_t usual_workers = 16;

/// A client pauses between two requests for as long as a page takes.
Load load_of(std::int64_t clients, const Parameters& set) {
    Load load{.clients = clients, .requests = usual_requests};
    std::int64_t delay = usual_delay;
    set_from(set, "requests", load.requests);
    set_from(set, "delay", delay);
    load.interval = std::chrono::milliseconds{2 * delay};
    return load;
}

Site site_of(const Parameters& set) {
    Site site;
    std::int64_t delay = usual_delay;
    site.workers = usual_workers;
    set_from(set, "delay", delay);
    set_from(set, "workers", site.workers);
    site.delay = std::chrono::milliseconds{delay};
    return site;
}

/// The least time in which a few workers serve all clients, each of them one after another.
double pool_seconds(std::int64_t clients, const Parameters& set) {
    const Site site = site_of(set);
    const auto pages = static_cast<double>(clients * load_of(clients, set).requests);
    return pages * std::chrono::duration<double>{site.delay}.count() / site.workers;
}

/// Skips sizes for which clients would lose their patience before a worker is free.
Refusal pool_takes() {
    return more_than_connections(
        [](std::int64_t size, const Parameters& set) -> std::optional<std::string> {
            const double seconds = pool_seconds(size, set);
            constexpr double patience = 8;
            if (seconds <= patience) return std::nullopt;
            return fmt::format(
                "{} workers would take {:.0f} s, and the clients wait for {:.0f} s; try: -L "
                "workers {:.0f}",
                site_of(set).workers, seconds, patience,
                std::ceil(site_of(set).workers * seconds / patience));
        });
}

/// `loops`: an event loop for each core, which share a port.
auto serving(Serve serve, bool loops = false) {
    return [=](std::int64_t size, std::uint64_t /*seed*/, const Parameters& set) {
        const auto site = std::make_shared<Site>(site_of(set));
        if (loops) site->workers = cores_allowed();
        const Load load = load_of(size, set);
        const auto server_run = std::make_shared<ServerRun>(load, loops);
        const std::chrono::duration<double> wait = last_due(load) + site->delay;
        return PreparedRun{.solve = [=] { server_run->run(serve, *site); },
                           .check = [=] { return server_run->check(); },
                           .metrics = [=] { return server_run->metrics(); },
                           .wait_seconds = wait.count()};
    };
}

}  // namespace

Workload http_server_workload() {
    return {
        .name = "http_server",
        .problem = "Clients ask for pages, and each page waits for something.",
        .unit = "clients",
        .usual = 100,
        .sizes = {10, 100, 1'000},
        .quick = {10},
        .largest = 10'000,
        .by_default = false,
        .parameters = {{"delay", "milliseconds that a page takes", usual_delay, 0, 10'000},
                       {"requests", "of each client", usual_requests, 1, 1'000},
                       {"workers", "of the pool, and of prefork", usual_workers, 1, 1'000}},
        .implementations = {{"threads", "", "a thread per connection", Role::contender,
                             serving(threads::http_server),
                             more_than_connections(more_than(threads::most_alive, "threads"))},
                            {"threads", "pool", "16 threads for all connections", Role::contender,
                             serving(threads::http_server_pool), pool_takes()},
                            {"processes", "", "a process per connection", Role::contender,
                             serving(processes::http_server),
                             more_than_connections(more_than(processes::most_alive, "processes"))},
                            {"processes", "prefork", "16 processes accept from one socket",
                             Role::contender, serving(processes::http_server_prefork),
                             pool_takes()},
                            {"coroutines", "", "a coroutine per connection", Role::contender,
                             serving(coroutines::http_server), more_than_connections()},
                            {"coroutines", "loops", "an event loop on each core", Role::contender,
                             serving(coroutines::http_server_loops, true),
                             more_than_connections()}},
    };
}

}  // namespace triptych
