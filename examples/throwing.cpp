/// Throwing into a coroutine: the exception comes up at its yield, and there it may catch it.
///
///     started
///     received 11
///     received 22
///     told to start again
///     received 33
///     gone
///     done, for what it did not catch came out: no luck
#include <exception>
#include <fmt/format.h>
#include <stdexcept>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::Generator;
using triptych::coroutines::GeneratorState;

namespace {

struct StartAgain {};
struct Nothing {};

/// Says when it is destroyed.
struct Farewell {
    Farewell() = default;
    Farewell(const Farewell&) = delete;
    Farewell& operator=(const Farewell&) = delete;
    ~Farewell() { fmt::print("gone\n"); }
};

Generator<Nothing, int> receiver() {
    const Farewell farewell;
    fmt::print("started\n");
    for (;;) {
        try {
            const int number = co_yield Nothing{};
            fmt::print("received {}\n", number);
        } catch (const StartAgain&) {
            fmt::print("told to start again\n");
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
            fmt::print("done, for what it did not catch came out: {}\n", error.what());
    }
}
