/// Helpers for tests of descriptors: the kernel's interfaces, pipes and sockets.
#pragma once

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "common/descriptor.hpp"
#include "coroutines/primitives/poller.hpp"

namespace triptych::coroutines {

/// Returns the backends that this kernel has and allows.
inline std::vector<Backend> backends() {
    std::vector<Backend> allowed;
    for (const Backend backend : {Backend::epoll, Backend::io_uring, Backend::poll}) {
        try {
            make_poller(backend);
            allowed.push_back(backend);
        } catch (const std::system_error& error) {
            WARN("not tested: " << name_of(backend) << ": " << error.what());
        }
    }
    return allowed;
}

struct Ends {
    explicit Ends(const std::array<int, 2>& ends) : first{ends[0]}, second{ends[1]} {}
    Descriptor first;  // of a pipe: the read end
    Descriptor second;
};

inline Ends make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) == -1)
        throw std::system_error{errno, std::generic_category(), "pipe2"};
    return Ends{ends};
}

inline Ends make_socketpair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) == -1)
        throw std::system_error{errno, std::generic_category(), "socketpair"};
    return Ends{ends};
}

}  // namespace triptych::coroutines
