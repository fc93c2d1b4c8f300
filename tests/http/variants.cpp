#include "tests/http/variants.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/sanitizers.hpp"
#include "tests/census.hpp"

namespace triptych {

std::vector<Variant> variants() {
    std::vector<Variant> all{{"threads", threads::http_server},
                             {"threads pool", threads::http_server_pool},
                             {"coroutines", coroutines::http_server},
                             {"coroutines loops", coroutines::http_server_loops, true}};
    // ThreadSanitizer adds a thread to the server's process, which then may not fork.
    if (!thread_sanitizer) {
        all.push_back({"processes", processes::http_server});
        all.push_back({"processes prefork", processes::http_server_prefork});
    }
    return all;
}

Site quick_site() {
    Site site;
    site.delay = std::chrono::milliseconds::zero();
    site.workers = 4;
    return site;
}

ServerUnderTest::ServerUnderTest(const Variant& variant, const Site& site,
                                 const std::function<void()>& prepare)
    : ServerUnderTest{variant, site, prepare,
                      listen_at(Address{"127.0.0.1", 0},
                                {.shares_port = variant.shares_port, .is_blocking = false})} {}

ServerUnderTest::ServerUnderTest(const Variant& variant, const Site& site,
                                 const std::function<void()>& prepare, Descriptor listening)
    : address_{Address::of(listening.get())}, process_{[&] {
          line_.only_listen();
          prepare();
          const Census before = take_census();
          Descriptor copy{::fcntl(listening.get(), F_DUPFD_CLOEXEC, 0)};
          // Connections inherit it: a client that does not read fills it soon.
          const int little = 4'096;
          ::setsockopt(copy.get(), SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
          variant.serve(std::move(copy), site, line_.descriptor());
          if (const std::string left = changes_since(before); !left.empty())
              throw std::runtime_error{variant.name + " leaves: " + left};
      }} {}

std::string ServerUnderTest::stop() {
    line_.stop();
    return process_.wait();
}

TestClient::TestClient(const Address& address, int room)
    : connection_{::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    if (room > 0) ::setsockopt(descriptor(), SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    const timeval longest{20, 0};
    ::setsockopt(descriptor(), SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
    ::setsockopt(descriptor(), SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
    if (::connect(descriptor(), address.get(), address.size()) == -1)
        throw std::system_error{errno, std::generic_category(), "connect"};
}

void TestClient::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto count = ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count == -1) return;  // the server may have hung up; the answer tells
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

bool TestClient::sends_until_refused(std::string_view bytes) const {
    const auto due = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (std::chrono::steady_clock::now() < due) {
        const auto count =
            ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count == -1 && errno != EAGAIN && errno != EINTR) return true;
        pollfd watched{descriptor(), POLLOUT, 0};
        ::poll(&watched, 1, 10);  // milliseconds
    }
    return false;
}

bool TestClient::has_answer() const {
    pollfd watched{descriptor(), POLLIN, 0};
    return ::poll(&watched, 1, 0) == 1;
}

std::string TestClient::read(std::size_t bytes) const {
    std::string all;
    std::array<char, 65'536> room{};
    while (all.size() < bytes) {
        const auto count =
            ::recv(descriptor(), room.data(), std::min(room.size(), bytes - all.size()), 0);
        if (count == -1 && (errno == EAGAIN || errno == EINTR))
            throw std::runtime_error{"the server does not answer"};
        if (count <= 0) break;
        all.append(room.data(), static_cast<std::size_t>(count));
    }
    return all;
}

std::string TestClient::read_all() const {
    return read(std::string::npos);
}

std::string TestClient::answer() const {
    std::string header;
    while (!header.ends_with("\r\n\r\n")) {
        const std::string next = read(1);
        if (next.empty()) return header;
        header += next;
    }
    constexpr std::string_view field = "Content-Length: ";
    const std::size_t at = header.find(field);
    if (at == std::string::npos) return header;
    return header + read(std::stoul(header.substr(at + field.size())));
}

void TestClient::end_sending() const noexcept {
    ::shutdown(descriptor(), SHUT_WR);
}

void TestClient::reset() {
    const linger at_once{1, 0};
    ::setsockopt(descriptor(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    connection_.close();
}

std::string ask(const Address& address, std::string_view request_line) {
    const TestClient client{address};
    client.send(std::string{request_line} + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    return client.read_all();
}

}  // namespace triptych
