/// The end of a coroutine: it returns, it throws, it is closed, or it is simply dropped.
///
///     returns: 1 2, it lets go, and has nothing more
///     throws:  1, it lets go, and out comes: enough
///     closed:  1, it is told, it lets go
///     dropped: 1, it lets go
#include <fmt/format.h>
#include <stdexcept>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::Generator;
using triptych::coroutines::GeneratorExit;

namespace {

/// Stands for a file, a lock, a socket.
struct Resource {
    Resource() = default;
    Resource(const Resource&) = delete;
    Resource& operator=(const Resource&) = delete;
    ~Resource() { fmt::print(", it lets go"); }
};

Generator<int> count(int last, bool fails = false) {
    const Resource resource;
    try {
        for (int i = 1; i <= last; ++i)
            co_yield i;
    } catch (const GeneratorExit&) {
        fmt::print(", it is told");
        throw;  // or return; only to yield again would be wrong
    }
    if (fails) throw std::runtime_error{"enough"};
}

}  // namespace

int main() {
    fmt::print("returns:");
    auto returning = count(2);
    while (const int* const number = returning.next())
        fmt::print(" {}", *number);
    fmt::print(", and has {} more\n", returning.next() == nullptr ? "nothing" : "something");

    fmt::print("throws: ");
    try {
        for (const int number : count(1, true))
            fmt::print(" {}", number);
    } catch (const std::runtime_error& error) {
        fmt::print(", and out comes: {}\n", error.what());
    }

    fmt::print("closed:  ");
    auto closed = count(2);
    fmt::print("{}", *closed.next());
    closed.close();

    fmt::print("\ndropped: ");
    {
        auto dropped = count(2);
        fmt::print("{}", *dropped.next());
    }
    fmt::print("\n");
}
