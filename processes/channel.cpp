#include "processes/channel.hpp"

#include <array>
#include <span>
#include <sys/socket.h>

#include "processes/error.hpp"

namespace triptych::processes {
namespace {

bool send_all(int socket, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent == -1 && errno == EINTR) continue;
        if (sent == -1 && (errno == EPIPE || errno == ECONNRESET)) return false;
        if (sent == -1) throw_errno("send");
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

bool receive_all(int socket, std::span<std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t got = ::recv(socket, bytes.data(), bytes.size(), MSG_WAITALL);
        if (got == -1 && errno == EINTR) continue;
        if (got == 0 || (got == -1 && errno == ECONNRESET)) return false;
        if (got == -1) throw_errno("recv");
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

}  // namespace

std::pair<Channel, Channel> Channel::make() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == -1)
        throw_errno("socketpair");
    return {Channel{ends[0]}, Channel{ends[1]}};
}

bool Channel::send(const Bytes& message) const {
    const std::size_t size = message.size();
    return send_all(socket_.get(), std::as_bytes(std::span{&size, 1})) &&
           send_all(socket_.get(), message);
}

std::optional<Bytes> Channel::receive() const {
    std::size_t size = 0;
    if (!receive_all(socket_.get(), std::as_writable_bytes(std::span{&size, 1})))
        return std::nullopt;
    Bytes message(size);
    if (!receive_all(socket_.get(), message)) return std::nullopt;
    return message;
}

void Channel::hang_up() const noexcept {
    ::shutdown(socket_.get(), SHUT_RDWR);
}

}  // namespace triptych::processes
