#include "common/network/blocking_connection.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

#include "common/network/listening.hpp"
#include "common/refusal.hpp"

namespace triptych {
namespace {

enum class Waited { ready, late, stopped };

/// Waits for `events` of `descriptor`. A negative `stop` is never readable.
Waited wait_for(int descriptor, short events, Deadline due, int stop) noexcept {
    using namespace std::chrono;
    while (true) {
        const auto left = std::max(due - steady_clock::now(), Deadline::duration::zero());
        const auto whole = duration_cast<seconds>(left);
        const timespec time{whole.count(), duration_cast<nanoseconds>(left - whole).count()};
        std::array<pollfd, 2> watched{{{descriptor, events, 0}, {stop, POLLIN, 0}}};
        const int ready = ::ppoll(watched.data(), watched.size(), &time, nullptr);
        if (ready == -1 && errno == EINTR) continue;
        if (watched[1].revents != 0) return Waited::stopped;
        return ready == 0 ? Waited::late : Waited::ready;
    }
}

}  // namespace

bool is_readable_by(int descriptor, Deadline due) noexcept {
    return wait_for(descriptor, POLLIN, due, -1) == Waited::ready;
}

std::optional<Descriptor> accept_by(int listening, Deadline due, int stop) {
    while (true) {
        const Waited waited = wait_for(listening, POLLIN, due, stop);
        if (waited == Waited::stopped) return std::nullopt;
        if (waited == Waited::late) return Descriptor{};
        Descriptor connection{::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC)};
        if (connection.is_open()) return connection;
        const int error = errno;
        const AfterAccept next = after_accept(error);
        if (next == AfterAccept::give_up) throw_refused(error, "accept");
        if (next == AfterAccept::back_off)
            is_readable_by(stop, std::chrono::steady_clock::now() + accept_pause);
    }
}

std::optional<std::size_t> read_by(int connection, std::span<char> room, Deadline due,
                                   int stop) noexcept {
    while (true) {
        const Waited waited = wait_for(connection, POLLIN, due, stop);
        if (waited == Waited::late) return std::nullopt;
        if (waited == Waited::stopped) return 0;
        const auto count = ::recv(connection, room.data(), room.size(), MSG_DONTWAIT);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EAGAIN && errno != EINTR) return 0;
    }
}

bool write_by(int connection, std::string_view bytes, Deadline due) noexcept {
    while (!bytes.empty()) {
        const auto count =
            ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            if (wait_for(connection, POLLOUT, due, -1) == Waited::late) return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

void hang_up(int connection, Deadline due, int stop) noexcept {
    ::shutdown(connection, SHUT_WR);
    std::array<char, 4'096> ignored{};
    while (read_by(connection, ignored, due, stop).value_or(0) > 0) {
    }
}

}  // namespace triptych
