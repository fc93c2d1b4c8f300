/// The address of a socket: an IPv4 or IPv6 address, and a port.
#pragma once

#include <cstdint>
#include <string>
#include <sys/socket.h>

namespace triptych {

/// What the kernel's calls take (`sockaddr`, whose size depends on the family), as a value.
class Address {
public:
    /// `host` is an IPv4 or IPv6 address ("127.0.0.1", "::1"), or "localhost"; other names are not
    /// looked up. Port 0 lets the kernel choose one. Throws std::invalid_argument.
    Address(const std::string& host, std::uint16_t port);

    /// The address to which this socket is bound. Throws std::system_error.
    static Address of(int socket);

    const sockaddr* get() const noexcept {
        return reinterpret_cast<const sockaddr*>(&storage_);  // as POSIX intends
    }
    socklen_t size() const noexcept { return size_; }
    int family() const noexcept { return storage_.ss_family; }
    std::uint16_t port() const noexcept;

    /// As in a URL: "127.0.0.1:8888", "[::1]:8888".
    std::string text() const;

private:
    Address() = default;

    sockaddr_storage storage_{};
    socklen_t size_ = sizeof storage_;
};

}  // namespace triptych
