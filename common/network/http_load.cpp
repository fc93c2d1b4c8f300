#include "common/network/http_load.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <ctime>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <vector>

#include "common/descriptor.hpp"
#include "common/percentile.hpp"
#include "common/refusal.hpp"

namespace triptych {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view request =
    "GET /hello/Ada HTTP/1.1\r\nHost: localhost\r\nUser-Agent: triptych\r\n\r\n";

struct Client {
    Descriptor connection;
    std::string received;  // an answer of which only a part has come
    std::int64_t answered = 0;
    bool is_over = false;
};

struct Due {
    std::chrono::microseconds when;
    std::size_t client;
};

/// The number of bytes of the first answer in `bytes`; 0 if it is not whole yet. `is_right` becomes
/// false if it is not what a server should send.
std::size_t first_answer(std::string_view bytes, bool& is_right) {
    constexpr std::string_view field = "Content-Length: ";
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) return 0;
    const std::size_t at = bytes.substr(0, end).find(field);
    std::size_t body = 0;
    is_right = bytes.starts_with("HTTP/1.1 200 ") && at != std::string_view::npos;
    if (!is_right) return 0;
    std::from_chars(bytes.data() + at + field.size(), bytes.data() + end, body);
    const std::size_t size = end + 4 + body;
    return bytes.size() < size ? 0 : size;
}

double cpu_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

class Clients {
public:
    Clients(const Address& address, const Load& load)
        : address_{address},
          load_{load},
          epoll_{::epoll_create1(EPOLL_CLOEXEC)},
          clients_(static_cast<std::size_t>(load.clients)) {
        if (!epoll_.is_open()) throw_refused(errno, "epoll_create1");
        for (std::size_t client = 0; client < clients_.size(); ++client)
            for (std::int64_t number = 0; number < load.requests; ++number)
                schedule_.push_back({due(client, number), client});
        std::ranges::sort(schedule_, {}, &Due::when);
        latencies_.reserve(schedule_.size());
    }

    LoadReport run() {
        const double cpu_before = cpu_seconds();
        begin_ = Clock::now();
        const auto end = begin_ + last_due(load_) + load_.patience;
        std::size_t sent = 0;
        while (over_ < clients_.size() && Clock::now() < end) {
            for (; sent < schedule_.size(); ++sent) {
                const auto now = Clock::now();
                if (now < begin_ + schedule_[sent].when || now > end) break;
                send(schedule_[sent].client);
            }
            wait(sent < schedule_.size() ? begin_ + schedule_[sent].when : end);
        }
        const auto total = static_cast<std::int64_t>(schedule_.size());
        std::ranges::sort(latencies_);
        const auto answered = static_cast<std::int64_t>(latencies_.size());
        return {.answered = answered,
                .failed = total - answered,
                .seconds = std::chrono::duration<double>{Clock::now() - begin_}.count(),
                .cpu_seconds = cpu_seconds() - cpu_before,
                .latency_p50_ms = percentile(latencies_, 50),
                .latency_p99_ms = percentile(latencies_, 99),
                .latency_max_ms = percentile(latencies_, 100)};
    }

private:
    std::chrono::microseconds due(std::size_t client, std::int64_t number) const {
        return static_cast<std::int64_t>(client) * load_.apart + number * load_.interval;
    }

    void connect(std::size_t number) {
        Client& client = clients_[number];
        client.connection = Descriptor{::socket(address_.family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
        if (!client.connection.is_open()) throw_refused(errno, "socket");
        // If the server's backlog is full, connect() would block for two minutes.
        const timeval longest{.tv_sec = 1, .tv_usec = 0};
        ::setsockopt(client.connection.get(), SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = number;
        if (::connect(client.connection.get(), address_.get(), address_.size()) == -1)
            end(client);
        else if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, client.connection.get(), &event) == -1)
            throw_refused(errno, "epoll_ctl");
    }

    void send(std::size_t number) {
        Client& client = clients_[number];
        if (!client.connection.is_open() && !client.is_over) connect(number);
        if (client.is_over) return;
        // NOLINTNEXTLINE(clang-analyzer-unix.StdCLibraryFunctions): it is open, as is seen above
        const auto count = ::send(client.connection.get(), request.data(), request.size(),
                                  MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count != static_cast<ssize_t>(request.size())) end(client);
    }

    void wait(Clock::time_point until) {
        const auto left = std::max(until - Clock::now(), Clock::duration::zero());
        const auto whole = std::chrono::duration_cast<std::chrono::seconds>(left);
        const timespec time{whole.count(), std::chrono::nanoseconds{left - whole}.count()};
        std::array<epoll_event, 64> events{};
        const int count = ::epoll_pwait2(epoll_.get(), events.data(),
                                         static_cast<int>(events.size()), &time, nullptr);
        for (int i = 0; i < count; ++i)
            receive(events[static_cast<std::size_t>(i)].data.u64);
    }

    void receive(std::size_t number) {
        Client& client = clients_[number];
        std::array<char, 4'096> room{};
        const auto count = ::recv(client.connection.get(), room.data(), room.size(), MSG_DONTWAIT);
        if (count == -1 && (errno == EAGAIN || errno == EINTR)) return;
        if (count <= 0) return end(client);
        client.received.append(room.data(), static_cast<std::size_t>(count));
        bool is_right = true;
        while (const std::size_t size = first_answer(client.received, is_right)) {
            client.received.erase(0, size);
            const std::chrono::duration<double, std::milli> latency =
                Clock::now() - begin_ - due(number, client.answered++);
            latencies_.push_back(latency.count());
        }
        if (!is_right || client.answered == load_.requests) end(client);
    }

    void end(Client& client) {
        client.connection.close();
        client.is_over = true;
        ++over_;
    }

    const Address& address_;
    const Load& load_;
    Descriptor epoll_;
    std::vector<Client> clients_;
    std::vector<Due> schedule_;
    std::vector<double> latencies_;  // in milliseconds
    std::size_t over_ = 0;           // clients that have ended
    Clock::time_point begin_;
};

}  // namespace

std::chrono::microseconds last_due(const Load& load) noexcept {
    return (load.clients - 1) * load.apart + (load.requests - 1) * load.interval;
}

LoadReport send_load(const Address& address, const Load& load) {
    return Clients{address, load}.run();
}

}  // namespace triptych
