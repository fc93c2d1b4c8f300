/// Tests sockets, listeners and signals, with each of the kernel's interfaces.
#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/listener.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/signals.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/timeout.hpp"
#include "tests/coroutines/descriptors.hpp"
#include "tests/coroutines/errors.hpp"
#include "tests/coroutines/some_tasks.hpp"
#include "tests/in_child.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

const Address anywhere{"127.0.0.1", 0};

Task<std::string> read_all(Socket& socket) {
    std::string all;
    std::array<char, 4'096> room{};
    while (const std::size_t count = co_await socket.read(room))
        all.append(room.data(), count);
    co_return all;
}

/// Sends back to one client what it sends.
Task<> echo(Listener& listener) {
    Socket client = co_await listener.accept();
    const std::string all = co_await read_all(client);
    co_await client.write(all);
}

Task<> try_to_connect(Address address) {
    co_await connect(address);
}

}  // namespace

TEST_CASE("Address reads IPv4 and IPv6 addresses, and says what is none") {
    CHECK(Address("127.0.0.1", 8888).text() == "127.0.0.1:8888");
    CHECK(Address("localhost", 1).text() == "127.0.0.1:1");
    CHECK(Address("::1", 80).text() == "[::1]:80");
    CHECK(error_of_call([] { Address("example.org", 80); }) ==
          "\"example.org\" is no IPv4 or IPv6 address; try 127.0.0.1");
}

TEST_CASE("Socket sends and receives more than the kernel's buffers hold") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        Listener listener{anywhere};
        const Future<> server = create_task(echo(listener));
        Socket socket = co_await connect(listener.address());
        const std::string sent(8'000'000, 'x');
        co_await socket.write(sent);
        socket.shutdown_write();
        const std::string received = co_await read_all(socket);
        CHECK(received == sent);
        co_await server;
    };
    run(main(), backend);
}

TEST_CASE("Socket::read can be cancelled, and the connection is still of use") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        Listener listener{anywhere};
        Socket client = co_await connect(listener.address());
        Socket server = co_await listener.accept();
        std::array<char, 10> room{};
        bool is_late = false;
        try {
            co_await timeout(1ms, server.read(room));
        } catch (const TimeoutError&) {
            is_late = true;
        }
        CHECK(is_late);
        co_await client.write("later");
        const std::size_t count = co_await server.read(room);
        CHECK(std::string(room.data(), count) == "later");
    };
    run(main(), backend);
}

TEST_CASE("Socket throws when its peer is gone, and there is no SIGPIPE") {
    const Backend backend = GENERATE(from_range(backends()));
    std::string error;
    const auto main = [&]() -> Task<> {
        Listener listener{anywhere};
        Socket client = co_await connect(listener.address());
        {
            const Socket server = co_await listener.accept();
            co_await client.write("never read, so that closing resets the connection");
        }
        const std::string much(8'000'000, 'x');
        co_await hold(error, client.write(much));
    };
    run(main(), backend);
    CHECK((error.find("Broken pipe") != std::string::npos ||
           error.find("reset by peer") != std::string::npos));
}

TEST_CASE("connect throws at once where no server listens") {
    const Backend backend = GENERATE(from_range(backends()));
    std::string error;
    const auto main = [&]() -> Task<> {
        const Address free = Listener{anywhere}.address();
        co_await hold(error, try_to_connect(free));
    };
    run(main(), backend);
    CHECK(error.find("Connection refused") != std::string::npos);
}

TEST_CASE("connect throws TimeoutError if the server's backlog stays full") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        const Listener listener{anywhere, {.backlog = 0}};
        std::vector<Socket> connections;
        bool is_late = false;
        while (!is_late) {  // the kernel keeps one or two more than it was asked for
            REQUIRE(connections.size() < 10);
            try {
                connections.push_back(co_await connect(listener.address(), 10ms));
            } catch (const TimeoutError&) {
                is_late = true;
            }
        }
    };
    run(main(), backend);
}

TEST_CASE("Listener::accept waits while there are no descriptors, lets others run, and recovers") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        Listener listener{anywhere};
        const Socket first = co_await connect(listener.address());
        const Future<Socket> accepted = create_task(listener.accept());
        bool is_done = true;
        {
            const FewDescriptors none_left{0};  // nor for UBSan, when it looks at a CHECK
            co_await sleep_for(3ms);
            is_done = accepted.done();
        }
        CHECK_FALSE(is_done);
        const Socket& server = co_await accepted;
        CHECK(server.descriptor() != -1);
    };
    run(main(), backend);
}

TEST_CASE("Signals::next returns the signals that come, also those that came before") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        Signals signals{SIGUSR1, SIGUSR2};
        ::pthread_kill(::pthread_self(), SIGUSR1);
        const int first = co_await signals.next();
        CHECK(first == SIGUSR1);
        const Future<int> waiting = create_task(signals.next());
        co_await some_turns(2);
        CHECK_FALSE(waiting.done());
        ::pthread_kill(::pthread_self(), SIGUSR2);
        const int second = co_await waiting;
        CHECK(second == SIGUSR2);
    };
    run(main(), backend);
}

TEST_CASE("Signals leaves the signals as they were") {
    sigset_t before{};
    sigset_t after{};
    ::pthread_sigmask(SIG_SETMASK, nullptr, &before);
    {
        const Signals signals{SIGUSR1};
    }
    ::pthread_sigmask(SIG_SETMASK, nullptr, &after);
    CHECK(::sigismember(&before, SIGUSR1) == ::sigismember(&after, SIGUSR1));
}
