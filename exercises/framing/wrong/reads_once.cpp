// expects: short_read_ignored
#include <unistd.h>

#include "exercise.hpp"

std::optional<std::string> receive(int from) {
    std::uint32_t length = 0;
    const ssize_t head = ::read(from, &length, sizeof length);
    if (head <= 0) return std::nullopt;
    std::string text(length, '\0');
    if (head < 4 || ::read(from, text.data(), length) < static_cast<ssize_t>(length))
        throw std::runtime_error{"the pipe ended within an order"};
    return text;
}
