/// A pipe by which a program's output is captured.
#pragma once

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>

#include "common/descriptor.hpp"

namespace triptych::checker {

struct PipeEnds {
    Descriptor reader;
    Descriptor writer;
};

/// To read never blocks. Throws std::system_error.
inline PipeEnds make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::system_error{errno, std::generic_category(), "pipe2"};
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

/// Reads what is there. Closes the descriptor at its end.
inline void read_some(Descriptor& from, std::string& to) {
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
    if (count > 0)
        to.append(buffer.data(), static_cast<std::size_t>(count));
    else if (count == 0 || errno != EAGAIN)
        from.close();
}

}  // namespace triptych::checker
