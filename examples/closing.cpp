/// The four ways in which a generator ends: it returns, it throws, it is closed, or it is
/// destroyed.
///
///     returns:   1 2, resource released, and has no more values
///     throws:    1, resource released, and next() throws: enough
///     closed:    1, GeneratorExit caught, resource released
///     destroyed: 1, resource released
#include <fmt/format.h>
#include <stdexcept>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::Generator;
using triptych::coroutines::GeneratorExit;

namespace {

/// Stands for a file, a lock or a socket.
struct Resource {
    Resource() = default;
    Resource(const Resource&) = delete;
    Resource& operator=(const Resource&) = delete;
    ~Resource() { fmt::print(", resource released"); }
};

Generator<int> count(int last, bool fails = false) {
    const Resource resource;
    try {
        for (int i = 1; i <= last; ++i)
            co_yield i;
    } catch (const GeneratorExit&) {
        fmt::print(", GeneratorExit caught");
        throw;  // or return; only to yield again would be wrong
    }
    if (fails) throw std::runtime_error{"enough"};
}

}  // namespace

int main() {
    fmt::print("returns:  ");
    auto returning = count(2);
    while (const int* const number = returning.next())
        fmt::print(" {}", *number);
    fmt::print(", and has {} values\n", returning.next() == nullptr ? "no more" : "more");

    fmt::print("throws:   ");
    try {
        for (const int number : count(1, true))
            fmt::print(" {}", number);
    } catch (const std::runtime_error& error) {
        fmt::print(", and next() throws: {}\n", error.what());
    }

    fmt::print("closed:    ");
    auto closed = count(2);
    fmt::print("{}", *closed.next());
    closed.close();

    fmt::print("\ndestroyed: ");
    {
        auto destroyed = count(2);
        fmt::print("{}", *destroyed.next());
    }
    fmt::print("\n");
}
