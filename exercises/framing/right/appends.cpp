// Appends what comes to the text.
#include <algorithm>
#include <array>
#include <cstring>
#include <unistd.h>

#include "exercise.hpp"

namespace {

std::string bytes_from(int from, std::size_t wanted) {
    std::string bytes;
    std::array<char, 512> part{};
    ssize_t got = 1;
    while (got > 0 && bytes.size() < wanted) {
        got = ::read(from, part.data(), std::min(part.size(), wanted - bytes.size()));
        if (got > 0) bytes.append(part.data(), static_cast<std::size_t>(got));
    }
    return bytes;
}

}  // namespace

std::optional<std::string> receive(int from) {
    const std::string head = bytes_from(from, sizeof(std::uint32_t));
    if (head.empty()) return std::nullopt;
    std::uint32_t length = 0;
    if (head.size() == sizeof length) std::memcpy(&length, head.data(), sizeof length);
    std::string text = bytes_from(from, length);
    if (head.size() < sizeof length || text.size() < length)
        throw std::runtime_error{"the pipe ended too early"};
    return text;
}
