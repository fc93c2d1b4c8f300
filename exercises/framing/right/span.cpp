// A span that becomes shorter, and an exception for each end.
#include <cerrno>
#include <span>
#include <unistd.h>

#include "exercise.hpp"

namespace {

/// Fills the span. Returns false if the end comes before its first byte.
bool fill(int from, std::span<std::byte> rest) {
    const std::size_t all = rest.size();
    while (!rest.empty()) {
        const ssize_t got = ::read(from, rest.data(), rest.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0 && rest.size() == all) return false;
        if (got <= 0) throw std::runtime_error{"half an order"};
        rest = rest.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

}  // namespace

std::optional<std::string> receive(int from) {
    std::uint32_t length = 0;
    if (!fill(from, std::as_writable_bytes(std::span{&length, 1}))) return std::nullopt;
    std::string text(length, ' ');
    if (!fill(from, std::as_writable_bytes(std::span{text})))
        throw std::runtime_error{"an order without its text"};
    return text;
}
