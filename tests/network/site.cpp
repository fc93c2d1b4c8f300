#include "network/site.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "network/site_files.hpp"

namespace triptych {
namespace {

using Clock = std::chrono::steady_clock;

Descriptor listen_on_loopback() {
    Descriptor listening{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): so it is called
    if (::bind(listening.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listening.get(), 256) != 0)
        throw std::system_error{errno, std::generic_category(), "bind or listen"};
    return listening;
}

int port_of(const Descriptor& listening) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): so it is called
    ::getsockname(listening.get(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

std::string ok(const std::string& body, std::string_view type = "text/html") {
    return fmt::format(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n{}",
        type, body.size(), body);
}

std::string redirect(const std::string& to) {
    return fmt::format(
        "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", to);
}

std::string page(int number) {
    std::string body = "<html><body>";
    for (int i = 1; i <= 3; ++i)
        body += fmt::format("<p><a href=\"/page/{}#top\">next</a>", number * 3 + i);
    return ok(body);
}

using Answer = SiteAnswer;

Answer answer_to(std::string_view path) {
    const int number = number_at_end(path);
    if (path.starts_with("/page/")) return {page(number), std::chrono::milliseconds{number % 7}};
    if (path.starts_with("/to/"))
        return {redirect(number > 1 ? fmt::format("/to/{}", number - 1) : "/page/0")};
    if (path == "/ring") return {redirect("/ring")};
    if (path == "/endless")
        return {
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n", {}, true};
    if (path == "/silent") return {"", std::chrono::hours{1}};
    if (path == "/closed") return {};
    if (path == "/cut")
        return {
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n<a href='/x'>"};
    if (path == "/broken")
        return {
            ok("<a href=/one><b><a href='/two'></b></i><table><a href=/three><<a href=\"/four")};
    if (path == "/deep") {
        std::string body;
        for (int i = 0; i < 2'000; ++i)
            body += "<i>";
        return {ok(body + "<a href=/bottom>")};
    }
    if (path == "/base")
        return {
            ok("<a href=first><base href='http://127.0.0.1/folder/'><base href='/other/'>"
               "<a href='second#part'><a href=' ../third\n'><a href='?q=a b'><a href='#here'>"
               "<a href='mailto:me@here'><a href='JavaScript:alert(1)'><a href='data:,x'>"
               "<a href='//host.invalid/x'><a href='HTTPS://host.invalid:443/y'>"
               "<a href='ftp://host.invalid/z'><a><a href=first>")};
    if (path == "/latin1") return {ok("<a href='/caf\xe9'>\xff\xfe</a><a href='/plain'>")};
    if (path == "/text") return {ok("<a href=/x>", "text/plain")};
    return {"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"};
}

class Connection {
public:
    explicit Connection(int descriptor) : socket{descriptor} {}

    /// Returns false if it is over.
    bool read(SiteFiles& files) {
        std::array<char, 4096> piece{};
        const auto size = ::recv(socket.get(), piece.data(), piece.size(), MSG_DONTWAIT);
        if (size == 0) return false;
        if (size < 0) return errno == EAGAIN;
        request_.append(piece.data(), static_cast<std::size_t>(size));
        if (request_.find("\r\n\r\n") == std::string::npos) return true;
        const auto begin = request_.find(' ') + 1;
        const std::string path = request_.substr(begin, request_.find(' ', begin) - begin);
        answer_ = path.starts_with("/files/") ? files.answer_to(path, request_) : answer_to(path);
        due = Clock::now() + answer_.delay;
        return true;
    }

    /// The same, once it is due.
    bool write() {
        if (answer_.text.empty() && answer_.is_endless) answer_.text.assign(4096, 'x');
        const auto size = ::send(socket.get(), answer_.text.data(), answer_.text.size(),
                                 MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0) return errno == EAGAIN;
        answer_.text.erase(0, static_cast<std::size_t>(size));
        if (answer_.stays_open && answer_.text.empty()) due = Clock::time_point::max();
        return !answer_.text.empty() || answer_.is_endless || answer_.stays_open;
    }

    bool is_due() const { return due <= Clock::now(); }

    Descriptor socket;
    Clock::time_point due = Clock::time_point::max();  // of the answer; max before the request

private:
    std::string request_;
    Answer answer_;
};

[[noreturn]] void serve(const Descriptor& listening) {
    std::vector<Connection> connections;
    SiteFiles files;
    while (true) {
        std::vector<pollfd> polled{{listening.get(), POLLIN, 0}};
        bool is_waiting = false;  // for a time to come
        for (const Connection& each : connections) {
            polled.push_back(
                {each.socket.get(), static_cast<short>(each.is_due() ? POLLOUT : POLLIN), 0});
            is_waiting |= !each.is_due() && each.due != Clock::time_point::max();
        }
        ::poll(polled.data(), polled.size(), is_waiting ? 1 : -1);
        for (std::size_t i = connections.size(); i > 0; --i) {
            Connection& each = connections[i - 1];
            const short wanted = polled[i].events;
            if (polled[i].revents == 0) continue;
            if (!(wanted == POLLOUT ? each.write() : each.read(files)))
                connections.erase(connections.begin() + static_cast<std::ptrdiff_t>(i) - 1);
        }
        if (polled[0].revents == 0) continue;
        if (const int accepted = ::accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC);
            accepted != -1)
            connections.emplace_back(accepted);
    }
}

}  // namespace

Site::Site() : listening_{listen_on_loopback()}, server_{[this] { serve(listening_); }} {
    ::setenv("no_proxy", "*", 1);  // NOLINT(concurrency-mt-unsafe): there are no other threads
}

std::string Site::operator/(const std::string& path) const {
    return fmt::format("http://127.0.0.1:{}/{}", port_of(listening_), path);
}

}  // namespace triptych
