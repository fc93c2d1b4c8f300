/// Resuming by hand: what a generator is at, after each step and while it runs.
///
///     step            yields     and is then
///     make it         -          created
///     next()          it runs    suspended
///     send("hello")   hello      suspended
///     send("again")   nothing    done
///     next()          nothing    done
///     inside, it was running
#include <fmt/format.h>
#include <string>
#include <string_view>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::Generator;
using triptych::coroutines::GeneratorState;

namespace {

using Echo = Generator<std::string, std::string>;

std::string_view name(GeneratorState state) {
    switch (state) {
        case GeneratorState::created: return "created";
        case GeneratorState::suspended: return "suspended";
        case GeneratorState::running: return "running";
        case GeneratorState::done: return "done";
    }
    return "unknown";
}

/// `self` will point to what this very call returns, by the time the body runs.
Echo echo_once(const Echo* const& self, std::string_view& inside) {
    inside = name(self->state());
    const std::string heard = co_yield "it runs";
    co_yield heard;
}

void row(std::string_view step, std::string_view yields, const Echo& echo) {
    fmt::print("{:15} {:10} {}\n", step, yields, name(echo.state()));
}

std::string_view text(const std::string* yielded) {
    return yielded == nullptr ? "nothing" : std::string_view{*yielded};
}

}  // namespace

int main() {
    const Echo* self = nullptr;
    std::string_view inside;
    Echo echo = echo_once(self, inside);
    self = &echo;

    fmt::print("{:15} {:10} {}\n", "step", "yields", "and is then");
    row("make it", "-", echo);
    row("next()", text(echo.next()), echo);
    row("send(\"hello\")", text(echo.send("hello")), echo);
    row("send(\"again\")", text(echo.send("again")), echo);
    row("next()", text(echo.next()), echo);
    fmt::print("inside, it was {}\n", inside);
}
