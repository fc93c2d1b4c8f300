#include "processes/primitives/pipe.hpp"

#include <array>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

#include "processes/primitives/above_standard.hpp"
#include "processes/primitives/error.hpp"

namespace triptych::processes {

PipeEnds::PipeEnds() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) == -1) throw_errno("pipe2");
    reader_ = above_standard(ends[0]);
    writer_ = above_standard(ends[1]);
}

void PipeEnds::write(const void* data, std::size_t size) const {
    const auto* bytes = static_cast<const std::byte*>(data);
    while (size > 0) {
        const ssize_t written = ::write(writer_.get(), bytes, size);
        if (written == -1 && errno == EINTR) continue;
        if (written == -1) throw_errno("write to a pipe");
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
}

std::size_t PipeEnds::read(void* data, std::size_t size, std::size_t element) const {
    auto* bytes = static_cast<std::byte*>(data);
    std::size_t got = 0;
    do {
        const ssize_t n = ::read(reader_.get(), bytes + got, size - got);
        if (n == -1 && errno == EINTR) continue;
        if (n == -1) throw_errno("read from a pipe");
        if (n == 0 && got % element != 0)
            throw std::runtime_error{"a pipe ended in the middle of a value"};
        if (n == 0) break;
        got += static_cast<std::size_t>(n);
    } while (got == 0 || got % element != 0);
    return got;
}

}  // namespace triptych::processes
