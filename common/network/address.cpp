#include "common/network/address.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <netinet/in.h>
#include <stdexcept>

#include "common/refusal.hpp"

namespace triptych {
namespace {

/// The storage as one of the families' types, as POSIX intends.
template <typename Family, typename Storage>
auto& as(Storage& storage) {
    return reinterpret_cast<Family&>(storage);
}

}  // namespace

Address::Address(const std::string& host, std::uint16_t port) {
    const std::string number = host == "localhost" ? "127.0.0.1" : host;
    if (auto& four = as<sockaddr_in>(storage_);
        ::inet_pton(AF_INET, number.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        size_ = sizeof four;
    } else if (auto& six = as<sockaddr_in6>(storage_);
               ::inet_pton(AF_INET6, number.c_str(), &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        size_ = sizeof six;
    } else {
        throw std::invalid_argument{
            fmt::format("\"{}\" is no IPv4 or IPv6 address; try 127.0.0.1", host)};
    }
}

Address Address::of(int socket) {
    Address address;
    if (::getsockname(socket, &as<sockaddr>(address.storage_), &address.size_) == -1)
        throw_refused(errno, "getsockname");
    return address;
}

std::uint16_t Address::port() const noexcept {
    return ntohs(family() == AF_INET6 ? as<const sockaddr_in6>(storage_).sin6_port
                                      : as<const sockaddr_in>(storage_).sin_port);
}

std::string Address::text() const {
    std::array<char, INET6_ADDRSTRLEN> host{};
    if (family() == AF_INET6) {
        ::inet_ntop(AF_INET6, &as<const sockaddr_in6>(storage_).sin6_addr, host.data(),
                    host.size());
        return fmt::format("[{}]:{}", host.data(), port());
    }
    ::inet_ntop(AF_INET, &as<const sockaddr_in>(storage_).sin_addr, host.data(), host.size());
    return fmt::format("{}:{}", host.data(), port());
}

}  // namespace triptych
