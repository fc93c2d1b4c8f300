/// HTTP server with processes: each connection has a process of its own, so that a crash ends one
/// conversation only. Prefork saves the forks: a few processes accept from one listening socket.
#include "common/workloads/http_server.hpp"

#include <array>
#include <system_error>
#include <thread>

#include "common/deadline.hpp"
#include "common/network/blocking_connection.hpp"
#include "processes/primitives/processes_on_demand.hpp"
#include "processes/primitives/worker_crew.hpp"

namespace triptych::processes {
namespace {

constexpr std::chrono::hours for_ever{1'000};
constexpr std::chrono::seconds between_reapings{1};

/// Returns the client's next request; nothing if the connection is over.
std::optional<http::Request> receive(const Descriptor& connection, http::RequestReader& reader,
                                     const Site& site, int stop) {
    std::array<char, 4'096> room{};
    bool has_begun = false;
    auto due = deadline_after(site.idle);
    while (true) {
        if (auto request = reader.next()) return request;
        if (!has_begun && reader.has_begun()) {
            has_begun = true;
            due = deadline_after(site.request);
        }
        if (reader.wants_continue()) write_by(connection.get(), http::continue_line, due);
        const auto count = read_by(connection.get(), room, due, stop);
        if (!count && has_begun) return http::too_slow;
        if (count.value_or(0) == 0) return std::nullopt;
        reader.receive({room.data(), *count});
    }
}

/// What a page waits for.
void work(const Site& site) {
    std::this_thread::sleep_for(site.delay);
}

/// Answers a client's requests, one after another.
void converse(const Descriptor& connection, const Site& site, int stop) {
    http::RequestReader reader{site.limits};
    while (const auto request = receive(connection, reader, site, stop)) {
        if (http::is_page(*request)) work(site);
        const std::string answer = http::answer(*request);
        note(site, *request, answer);
        if (!write_by(connection.get(), answer, deadline_after(site.writing))) return;
        if (request->keeps_alive) continue;
        hang_up(connection.get(), deadline_after(site.parting), stop);
        return;
    }
}

}  // namespace

void http_server(Descriptor listening, const Site& site, int stop) {
    StopLine line;
    ProcessesOnDemand processes;
    const auto due = [&] {
        return processes.empty() ? deadline_after(for_ever) : deadline_after(between_reapings);
    };
    while (const auto connection = accept_by(listening.get(), due(), stop)) {
        if (!connection->is_open()) {
            processes.reap_ended();
            continue;
        }
        try {
            processes.start([&] {
                line.only_listen();
                listening.close();
                converse(*connection, site, line.descriptor());
            });
        } catch (const std::system_error&) {
            std::this_thread::sleep_for(accept_pause);  // no process is left: this client goes
        }
    }
    line.stop();
}

void http_server_prefork(Descriptor listening, const Site& site, int stop) {
    WorkerCrew crew{site.workers, [&](int stopped) {
                        while (const auto connection =
                                   accept_by(listening.get(), deadline_after(for_ever), stopped))
                            converse(*connection, site, stopped);
                    }};
    crew.run_until(stop);
}

}  // namespace triptych::processes
