// expects: wrong_result
#include <unistd.h>

#include "exercise.hpp"

namespace {

/// Reads `size` bytes, or fewer if the end comes first. Returns how many.
std::size_t read_all(int from, char* to, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got = ::read(from, to + done, size - done);
        if (got <= 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

}  // namespace

std::optional<std::string> receive(int from) {
    std::uint32_t length = 0;
    const std::size_t head = read_all(from, reinterpret_cast<char*>(&length), sizeof length);
    if (head == 0 || length == 0) return std::nullopt;
    std::string text(length, '\0');
    if (head < sizeof length || read_all(from, text.data(), length) < length)
        throw std::runtime_error{"the pipe ended within an order"};
    return text;
}
