#include "processes/primitives/channel.hpp"

#include <array>
#include <poll.h>
#include <span>
#include <sys/socket.h>

#include "processes/primitives/above_standard.hpp"
#include "processes/primitives/error.hpp"

namespace triptych::processes {
namespace {

bool is_gone(int error) {
    return error == EPIPE || error == ECONNRESET;
}

/// Waits until the socket is ready for `events`, or the other side is dead. Returns false if the
/// other side is dead and the socket is not ready.
bool wait_until_ready(int socket, short events, int death) {
    std::array<pollfd, 2> either{{{socket, events, 0}, {death, POLLIN, 0}}};  // -1 is ignored
    while (::poll(either.data(), either.size(), -1) == -1)
        if (errno != EINTR) throw_errno("poll");
    return either[0].revents != 0;
}

bool send_all(int socket, std::span<const std::byte> bytes, int death) {
    while (!bytes.empty()) {
        const ssize_t sent =
            ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent != -1) {
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN) {
            if (!wait_until_ready(socket, POLLOUT, death)) return false;
        } else if (is_gone(errno)) {
            return false;
        } else if (errno != EINTR) {
            throw_errno("send");
        }
    }
    return true;
}

bool receive_all(int socket, std::span<std::byte> bytes, int death) {
    while (!bytes.empty()) {
        const ssize_t got = ::recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(got));
        } else if (got == -1 && errno == EAGAIN) {
            if (!wait_until_ready(socket, POLLIN, death)) return false;
        } else if (got == 0 || is_gone(errno)) {
            return false;
        } else if (errno != EINTR) {
            throw_errno("recv");
        }
    }
    return true;
}

}  // namespace

std::pair<Channel, Channel> Channel::make() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == -1)
        throw_errno("socketpair");
    return {Channel{above_standard(ends[0])}, Channel{above_standard(ends[1])}};
}

bool Channel::send(const Bytes& message, int death) const {
    const std::size_t size = message.size();
    return send_all(socket_.get(), std::as_bytes(std::span{&size, 1}), death) &&
           send_all(socket_.get(), message, death);
}

std::optional<Bytes> Channel::receive(int death) const {
    std::size_t size = 0;
    if (!receive_all(socket_.get(), std::as_writable_bytes(std::span{&size, 1}), death))
        return std::nullopt;
    Bytes message(size);
    if (!receive_all(socket_.get(), message, death)) return std::nullopt;
    return message;
}

bool Channel::has_ended() const noexcept {
    char next = 0;
    const ssize_t got = ::recv(socket_.get(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got == -1 && is_gone(errno));
}

void Channel::hang_up() const noexcept {
    ::shutdown(socket_.get(), SHUT_RDWR);
}

}  // namespace triptych::processes
