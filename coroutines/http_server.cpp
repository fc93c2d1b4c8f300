/// HTTP server with coroutines: each connection has a suspended frame, and one thread serves them
/// all. With a loop for each core, the kernel deals out the connections among them (SO_REUSEPORT).
#include "common/workloads/http_server.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <exception>
#include <latch>
#include <optional>
#include <set>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <vector>

#include "common/errors.hpp"
#include "coroutines/primitives/listener.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "coroutines/primitives/timeout.hpp"

namespace triptych::coroutines {
namespace {

constexpr std::chrono::hours for_ever{1'000};

struct Client;

struct Server {
    explicit Server(const Site& served) : site{served} {}
    const Site& site;
    std::set<Client*> clients;
    bool is_stopping = false;
    TaskGroup tasks;
};

struct Client {
    Client(Socket accepted, Server& serving)
        : server{serving}, connection{std::move(accepted)}, reader{serving.site.limits} {
        server.clients.insert(this);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { server.clients.erase(this); }

    Server& server;
    Socket connection;
    http::RequestReader reader;
    bool is_reading = true;  // the server waits for a request, and has nothing to send
};

/// Returns the client's next request; nothing if the connection is over.
Task<std::optional<http::Request>> receive(Client& client, const Site& site, Timeout& limit) {
    std::array<char, 4'096> room{};
    bool has_begun = false;
    limit.reschedule(site.idle);
    while (true) {
        if (auto request = client.reader.next()) co_return request;
        if (!has_begun && client.reader.has_begun()) {
            has_begun = true;
            limit.reschedule(site.request);
        }
        if (client.reader.wants_continue()) co_await client.connection.write(http::continue_line);
        const std::size_t count = co_await client.connection.read(room);
        if (count == 0) co_return std::nullopt;
        client.reader.receive({room.data(), count});
    }
}

/// Returns when the client has reset the connection. One that has only ended its own side still
/// waits for its answer.
Task<> reset_by(const Client& client) {
    while (true) {
        co_await readable(client.connection.descriptor());
        char next{};
        const auto count = ::recv(client.connection.descriptor(), &next, 1, MSG_PEEK);
        if (count == -1 && errno != EAGAIN && errno != EINTR) co_return;
        if (count >= 0) co_await sleep_for(for_ever);  // readable all the time: no use in waiting
    }
}

/// What a page waits for. Returns false if the client has gone: nobody needs the page any more.
Task<bool> work(const Client& client, const Site& site) {
    if (site.delay == std::chrono::milliseconds::zero()) co_return true;
    try {
        co_await timeout(site.delay, reset_by(client));
    } catch (const TimeoutError&) {
        co_return true;
    }
    co_return false;
}

/// Answers a client's requests, one after another. Lets others have a turn after each of them.
Task<> converse(Client& client, Server& server, Timeout& limit) {
    const Site& site = server.site;
    while (!server.is_stopping) {
        client.is_reading = true;
        const auto request = co_await receive(client, site, limit);
        if (!request) co_return;
        client.is_reading = false;
        limit.reschedule(for_ever);
        const bool is_page = http::is_page(*request);
        const bool is_wanted = !is_page || co_await work(client, site);
        if (!is_wanted) co_return;
        const std::string answer = http::answer(*request);
        note(site, *request, answer);
        limit.reschedule(site.writing);
        co_await client.connection.write(answer);
        if (!request->keeps_alive) co_return;
        co_await yield();
    }
}

/// See hang_up() of the other models.
Task<> hang_up(const Socket& connection) {
    connection.shutdown_write();
    std::array<char, 4'096> ignored{};
    while (co_await connection.read(ignored) > 0) {
    }
}

Task<> serve(Socket connection, Server& server) {
    Client client{std::move(connection), server};
    const auto body = [&](Timeout& limit) { return converse(client, server, limit); };
    bool is_late = false;
    try {
        co_await timeout(server.site.idle, body);
    } catch (const TimeoutError&) {
        is_late = true;
    } catch (const std::system_error&) {  // NOLINT(bugprone-empty-catch): the client has gone
    }
    const bool is_too_slow = is_late && client.is_reading && client.reader.has_begun();
    try {
        if (is_too_slow) co_await client.connection.write(http::answer(http::too_slow));
        if (is_too_slow || !is_late)
            co_await timeout(server.site.parting, hang_up(client.connection));
    } catch (const TimeoutError&) {       // NOLINT(bugprone-empty-catch): it had time enough
    } catch (const std::system_error&) {  // NOLINT(bugprone-empty-catch): the client has gone
    }
}

Task<> accept_clients(const Listener& listener, Server& server) {
    while (true) {
        Socket connection = co_await listener.accept();
        server.tasks.create_task(serve(std::move(connection), server));
    }
}

/// Those that work on an answer still send it; those that read receive the end.
Task<> stop_when(int stop, Future<> accepting, Server& server) {
    co_await readable(stop);
    accepting.cancel();
    server.is_stopping = true;
    for (const Client* client : server.clients)
        ::shutdown(client->connection.descriptor(), SHUT_RD);
}

Task<> run_server(Descriptor listening, const Site& site, int stop) {
    const Listener listener{std::move(listening)};
    Server server{site};
    const Future<> accepting = server.tasks.create_task(accept_clients(listener, server));
    server.tasks.create_task(stop_when(stop, accepting, server));
    co_await server.tasks.join();
}

}  // namespace

void http_server(Descriptor listening, const Site& site, int stop) {
    run(run_server(std::move(listening), site, stop));
}

void http_server_loops(Descriptor listening, const Site& site, int stop) {
    const Address address = Address::of(listening.get());
    const auto loops = static_cast<std::size_t>(site.workers);
    std::vector<std::exception_ptr> errors(loops);
    std::vector<Descriptor> sockets;
    sockets.push_back(std::move(listening));
    while (sockets.size() < loops)
        sockets.push_back(listen_at(address, {.shares_port = true, .is_blocking = false}));
    // All loops, or none: the kernel would send some clients to a socket that nobody serves.
    std::latch have_started{site.workers};
    std::atomic<bool> is_whole{true};
    const auto run_loop = [&](std::size_t number) {
        std::optional<EventLoop> loop;
        try {
            loop.emplace();
        } catch (const std::system_error&) {
            errors[number] = std::current_exception();
            is_whole = false;
        }
        have_started.arrive_and_wait();
        if (!is_whole) return;
        try {
            run_until_complete(*loop, run_server(std::move(sockets[number]), site, stop));
        } catch (...) {
            errors[number] = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        try {
            while (threads.size() < loops)
                threads.emplace_back(run_loop, threads.size());
        } catch (const std::system_error&) {  // no thread is left
            errors[threads.size()] = std::current_exception();
            is_whole = false;
            have_started.count_down(static_cast<std::ptrdiff_t>(loops - threads.size()));
        }
    }
    for (const std::exception_ptr& error : errors)
        if (error) std::rethrow_exception(error);
}

}  // namespace triptych::coroutines
