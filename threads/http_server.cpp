/// HTTP server with threads: each connection has a thread, which blocks in the kernel while it
/// waits. A pool has fewer threads, but a client that keeps its connection open and says nothing
/// occupies one of them.
#include "common/workloads/http_server.hpp"

#include <array>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include "common/deadline.hpp"
#include "common/network/blocking_connection.hpp"
#include "threads/primitives/thread_pool.hpp"
#include "threads/primitives/threads_on_demand.hpp"

namespace triptych::threads {
namespace {

constexpr std::chrono::hours for_ever{1'000};

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
    ThreadsOnDemand threads;
    while (auto client = accept_by(listening.get(), deadline_after(for_ever), stop)) {
        const auto connection = std::make_shared<Descriptor>(std::move(*client));
        try {
            threads.start([&site, connection, stop] { converse(*connection, site, stop); });
        } catch (const std::system_error&) {
            std::this_thread::sleep_for(accept_pause);  // no thread is left: this client goes
        }
    }
}

void http_server_pool(Descriptor listening, const Site& site, int stop) {
    ThreadPool pool{site.workers};
    while (auto client = accept_by(listening.get(), deadline_after(for_ever), stop)) {
        const auto connection = std::make_shared<Descriptor>(std::move(*client));
        pool.submit([&site, connection, stop] { converse(*connection, site, stop); });
    }
}

}  // namespace triptych::threads
