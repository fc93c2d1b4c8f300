#include "coroutines/primitives/socket.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>

#include "common/refusal.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/timeout.hpp"

namespace triptych::coroutines {

Socket::Socket(Descriptor connection) : connection_{std::move(connection)} {
    const int flags = ::fcntl(connection_.get(), F_GETFL);
    if (flags == -1) throw_refused(errno, "fcntl");
    if ((flags & O_NONBLOCK) == 0 &&
        ::fcntl(connection_.get(), F_SETFL, flags | O_NONBLOCK) == -1)  // NOLINT: C's flags
        throw_refused(errno, "fcntl");
}

Task<std::size_t> Socket::read(std::span<char> room) const {
    while (true) {
        const auto count = ::recv(descriptor(), room.data(), room.size(), 0);
        if (count >= 0) co_return static_cast<std::size_t>(count);
        if (errno == EAGAIN)
            co_await readable(descriptor());
        else if (errno != EINTR)
            throw_refused(errno, "recv");
    }
}

Task<> Socket::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto count = ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
        else if (errno == EAGAIN)
            co_await writable(descriptor());
        else if (errno != EINTR)
            throw_refused(errno, "send");
    }
}

void Socket::shutdown_write() const noexcept {
    ::shutdown(descriptor(), SHUT_WR);
}

Task<Socket> connect(Address address) {
    Descriptor connection{
        ::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!connection.is_open()) throw_refused(errno, "socket");
    if (::connect(connection.get(), address.get(), address.size()) == -1) {
        // After EINTR, too, the kernel goes on connecting.
        if (errno != EINPROGRESS && errno != EINTR)
            throw_refused(errno, ("connect to " + address.text()).c_str());
        co_await writable(connection.get());
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(connection.get(), SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0) throw_refused(error, ("connect to " + address.text()).c_str());
    }
    co_return Socket{std::move(connection)};
}

Task<Socket> connect(Address address, Clock::duration longest) {
    return timeout(longest, connect(address));
}

}  // namespace triptych::coroutines
