// C's streams, without a buffer: none would give back what it has read ahead.
#include <cstdio>
#include <memory>
#include <unistd.h>

#include "exercise.hpp"

std::optional<std::string> receive(int from) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in{::fdopen(::dup(from), "r"),
                                                             std::fclose};
    std::setvbuf(in.get(), nullptr, _IONBF, 0);
    std::uint32_t length = 0;
    const std::size_t head = std::fread(&length, 1, sizeof length, in.get());
    if (head == 0) return std::nullopt;
    std::string text(length, ' ');
    if (head < sizeof length || std::fread(text.data(), 1, length, in.get()) < length)
        throw std::runtime_error{"the stream ended within an order"};
    return text;
}
