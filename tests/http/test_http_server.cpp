/// Tests that hold for the HTTP servers of all models.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <ctime>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>
#include <unistd.h>

#include "catch.hpp"
#include "common/sanitizers.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/http/variants.hpp"
#include "tests/in_child.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view get = "GET / HTTP/1.1\r\nHost: here\r\n\r\n";

bool says(const std::string& answer, std::string_view status) {
    return answer.starts_with(fmt::format("HTTP/1.1 {}", status));
}

/// The time that a process has computed, without its children.
std::chrono::nanoseconds computed_by(pid_t pid) {
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
        throw std::runtime_error{"the server has no clock"};
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

std::vector<TestClient> connect_many(int count, const Address& address) {
    std::vector<TestClient> clients;
    for (int i = 0; i < count; ++i)
        clients.emplace_back(address);
    return clients;
}

}  // namespace

TEST_CASE("http_server greets, decodes names, and escapes them") {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    ServerUnderTest server{variant};
    CHECK(ask(server.address(), "GET /").find("<h1>Hello, world!</h1>") != std::string::npos);
    CHECK(ask(server.address(), "GET /hello/Ada%20%3Cb%3E%C3%A9?polite")
              .find("<h1>Hello, Ada &lt;b&gt;\xc3\xa9!</h1>") != std::string::npos);
    CHECK(server.stop().empty());
}

TEST_CASE("http_server says what is wrong with a request") {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    Site site = quick_site();
    site.limits = {.target = 100, .header = 1'000, .body = 1'000};
    ServerUnderTest server{variant, site};
    const Address& at = server.address();
    CHECK(says(ask(at, "GET /nothing"), "404"));
    CHECK(says(ask(at, "GET /hello/"), "404"));
    CHECK(says(ask(at, "POST /"), "405"));
    CHECK(ask(at, "POST /").find("Allow: GET, HEAD") != std::string::npos);
    CHECK(says(ask(at, "GET /hello/%zz"), "400"));
    CHECK(says(ask(at, "GET /hello/%00"), "400"));
    CHECK(says(ask(at, "GET /hello/%4"), "400"));
    CHECK(says(ask(at, "nonsense"), "400"));
    CHECK(says(ask(at, "GET /" + std::string(2'000, 'x')), "414"));
    CHECK(says(ask(at, "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(2'000, 'x') + "\r\nY:"),
               "431"));
    const TestClient large{at};
    large.send("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100000\r\n\r\n");
    large.send(std::string(100'000, 'x'));
    CHECK(says(large.read_all(), "413"));
    const TestClient nobody{at};
    nobody.send("GET / HTTP/1.1\r\n\r\n");
    CHECK(says(nobody.read_all(), "400"));  // no Host
    CHECK(server.stop().empty());
}

TEST_CASE("http_server keeps connections, answers in order, and ends them when asked") {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    ServerUnderTest server{variant};
    const TestClient client{server.address()};
    client.send(get);
    CHECK(says(client.answer(), "200"));
    client.send(
        "GET /hello/a HTTP/1.1\r\nHost: h\r\n\r\nGET /hello/b HTTP/1.1\r\nHost: h\r\n\r\n"
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET /hello/c HTTP/1.1\r\nHo");
    CHECK(client.answer().find("Hello, a!") != std::string::npos);
    CHECK(client.answer().find("Hello, b!") != std::string::npos);
    CHECK(says(client.answer(), "405"));
    client.send("st: h\r\nConnection: close\r\n\r\n");
    const std::string last = client.read_all();
    CHECK(last.find("Hello, c!") != std::string::npos);
    CHECK(last.find("Connection: close") != std::string::npos);
    const TestClient old{server.address()};
    old.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(says(old.read_all(), "200"));
    const TestClient head{server.address()};
    head.send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    const std::string header = head.read_all();
    CHECK(header.find("Content-Length: ") != std::string::npos);
    CHECK(header.ends_with("\r\n\r\n"));
    CHECK(server.stop().empty());
}

TEST_CASE("http_server hangs up on clients that say nothing, and tells slow ones: 408") {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    Site site = quick_site();
    site.idle = 30ms;
    site.request = 30ms;
    ServerUnderTest server{variant, site};
    const TestClient silent{server.address()};
    CHECK(silent.read_all().empty());
    const TestClient slow{server.address()};
    slow.send("GET / HTTP/1.1\r\nHos");
    CHECK(says(slow.read_all(), "408"));
    const TestClient slow_body{server.address()};
    slow_body.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
    CHECK(says(slow_body.read_all(), "408"));
    CHECK(says(ask(server.address(), "GET /"), "200"));
    CHECK(server.stop().empty());
}

TEST_CASE("http_server answers clients that have ended their side, and survives resets") {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    Site site = quick_site();
    site.delay = 5ms;
    ServerUnderTest server{variant, site};
    const TestClient half{server.address()};
    half.send(get);
    half.end_sending();
    CHECK(says(half.read_all(), "200"));
    for (int i = 0; i < 20; ++i) {
        TestClient gone{server.address()};
        if (i % 2 == 0) gone.send(get);
        gone.reset();
    }
    CHECK(says(ask(server.address(), "GET /"), "200"));
    CHECK(server.stop().empty());
}

TEST_CASE("http_server gives up on a client that does not read its answers") {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    Site site = quick_site();
    site.writing = 30ms;
    ServerUnderTest server{variant, site};
    std::string many;
    for (int i = 0; i < 20; ++i)
        many += get;
    // Both buffers are small, so about a hundred answers fill them.
    const TestClient deaf{server.address(), TestClient::few_bytes};
    CHECK(deaf.sends_until_refused(many));
    CHECK(says(ask(server.address(), "GET /"), "200"));
    CHECK(server.stop().empty());
}

TEST_CASE("http_server ends a request that trickles in, however often a byte comes") {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    Site site = quick_site();
    site.request = 40ms;
    ServerUnderTest server{variant, site};
    const TestClient header{server.address()};
    header.send("GET / HTTP/1.1\r\nHost: h\r\nX: ");
    const TestClient body{server.address()};
    body.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n");
    const auto begin = std::chrono::steady_clock::now();
    while (!header.has_answer() || !body.has_answer()) {
        REQUIRE(std::chrono::steady_clock::now() - begin < 20s);
        header.send("x");
        body.send("x");
        std::this_thread::sleep_for(1ms);
    }
    CHECK(says(header.answer(), "408"));
    CHECK(says(body.answer(), "408"));
    CHECK(server.stop().empty());
}

TEST_CASE("http_server serves others while many connections say nothing") {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    Site site = quick_site();
    site.idle = 20ms;  // the pool and prefork have only four workers: the others wait for them
    ServerUnderTest server{variant, site};
    const std::vector<TestClient> silent = connect_many(12, server.address());
    CHECK(says(ask(server.address(), "GET /"), "200"));
    CHECK(server.stop().empty());
}

TEST_CASE("http_server gives up the work for a client that has gone, with coroutines") {
    Site site = quick_site();
    site.delay = 1h;
    for (const Variant& variant : variants()) {
        if (!variant.name.starts_with("coroutines")) continue;
        CAPTURE(variant.name);
        ServerUnderTest server{variant, site};
        TestClient gone{server.address()};
        gone.send(get);
        CHECK(says(ask(server.address(), "GET /nothing"), "404"));
        gone.reset();
        CHECK(server.stop().empty());  // would finish the work first
    }
}

namespace {

void open_and_close(int connections) {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name, connections);
    ServerUnderTest server{variant};
    for (int i = 0; i < connections; i += 100)
        connect_many(100, server.address());
    CHECK(says(ask(server.address(), "GET /"), "200"));
    CHECK(server.stop().empty());
}

}  // namespace

TEST_CASE("http_server survives hundreds of connections that are opened and closed at once") {
    open_and_close(200);
}

TEST_CASE("http_server survives 10,000 connections that are opened and closed", "[.many]") {
    open_and_close(10'000);
}

TEST_CASE("http_server finishes what has begun when it is to stop") {
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    Site site = quick_site();
    site.delay = 50ms;
    ServerUnderTest server{variant, site};
    const TestClient idle{server.address()};
    const TestClient working{server.address()};
    working.send(get);
    CHECK(says(ask(server.address(), "GET /"), "200"));  // so the other one has begun, too
    working.send(get);
    std::string first = working.answer();
    CHECK(says(first, "200"));
    CHECK(server.stop().empty());
}

TEST_CASE("http_server waits without spinning while it has no descriptors, and recovers") {
    // The sanitizers need descriptors themselves.
    if (address_sanitizer || thread_sanitizer) return;
    const Variant variant = GENERATE(from_range(variants()));
    CAPTURE(variant.name);
    Site site = quick_site();
    site.idle = 80ms;
    ServerUnderTest server{variant, site, [] {
                               static_cast<void>(new FewDescriptors{16});  // until the end
                           }};
    const std::vector<TestClient> clients = connect_many(24, server.address());
    const auto before = computed_by(server.pid());
    const auto begin = std::chrono::steady_clock::now();
    CHECK(clients.front().read_all().empty());  // until then, no descriptor becomes free
    const auto waited = std::chrono::steady_clock::now() - begin;
    CHECK(computed_by(server.pid()) - before < waited / 8);
    for (const TestClient& client : clients)
        CHECK(client.read_all().empty());  // the others are accepted, and lose their patience, too
    CHECK(says(ask(server.address(), "GET /"), "200"));
    CHECK(server.stop().empty());
}

TEST_CASE("http_server of preforked processes replaces killed workers, and the others go on") {
    if (thread_sanitizer) return;  // see variants()
    const auto all = variants();
    const auto prefork = std::ranges::find(all, std::string{"processes prefork"}, &Variant::name);
    processes::Shared<std::atomic<pid_t>> last;
    Site site = quick_site();
    site.log = [&](const http::Request&, std::string_view) { last->store(::getpid()); };
    ServerUnderTest server{*prefork, site};
    const TestClient undisturbed{server.address()};
    undisturbed.send(get);
    CHECK(says(undisturbed.answer(), "200"));
    const pid_t its_worker = last->load();
    const auto workers = [&] {
        std::ifstream file{fmt::format("/proc/{0}/task/{0}/children", server.pid())};
        return std::vector<pid_t>{std::istream_iterator<pid_t>{file}, {}};
    };
    std::vector<pid_t> before = workers();
    while (before.size() < 4)  // some may not have been forked yet
        before = workers();
    for (const pid_t worker : before)
        if (worker != its_worker) ::kill(worker, SIGKILL);
    CHECK(says(ask(server.address(), "GET /"), "200"));  // by a new one
    CHECK(std::ranges::find(before, last->load()) == before.end());
    undisturbed.send(get);
    CHECK(says(undisturbed.answer(), "200"));
    CHECK(last->load() == its_worker);
    CHECK(server.stop().empty());
}
