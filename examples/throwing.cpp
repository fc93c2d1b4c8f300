/// Throwing into a generator: the exception is thrown at its yield, where the body may catch it.
///
///     started
///     received 11
///     received 22
///     caught StartAgain
///     received 33
///     destroyed
///     done: it did not catch "no luck"
#include <exception>
#include <fmt/format.h>
#include <stdexcept>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::Generator;
using triptych::coroutines::GeneratorState;

namespace {

struct StartAgain {};
struct Nothing {};

/// Prints a line when it is destroyed.
struct Farewell {
    Farewell() = default;
    Farewell(const Farewell&) = delete;
    Farewell& operator=(const Farewell&) = delete;
    ~Farewell() { fmt::print("destroyed\n"); }
};

Generator<Nothing, int> receiver() {
    const Farewell farewell;
    fmt::print("started\n");
    for (;;) {
        try {
            const int number = co_yield Nothing{};
            fmt::print("received {}\n", number);
        } catch (const StartAgain&) {
            fmt::print("caught StartAgain\n");
        }
    }
}

}  // namespace

int main() {
    auto coroutine = receiver();
    coroutine.next();
    coroutine.send(11);
    coroutine.send(22);
    coroutine.throw_in(std::make_exception_ptr(StartAgain{}));
    coroutine.send(33);
    try {
        coroutine.throw_in(std::make_exception_ptr(std::runtime_error{"no luck"}));
    } catch (const std::runtime_error& error) {
        if (coroutine.state() == GeneratorState::done)
            fmt::print("done: it did not catch \"{}\"\n", error.what());
    }
}
