// expects: wrong_result
#include <cstring>
#include <unistd.h>

#include "exercise.hpp"

std::optional<std::string> receive(int from) {
    std::string bytes;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(from, buffer, sizeof buffer)) > 0;)
        bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.empty()) return std::nullopt;
    std::uint32_t length = 0;
    if (bytes.size() < sizeof length) throw std::runtime_error{"no length"};
    std::memcpy(&length, bytes.data(), sizeof length);
    if (bytes.size() < sizeof length + length) throw std::runtime_error{"no text"};
    return bytes.substr(sizeof length, length);
}
