/// Resuming a generator step by step: its state after each step, and while it runs.
///
///     step            yields     state
///     create it       -          created
///     next()          it runs    suspended
///     send("hello")   hello      suspended
///     send("again")   none       done
///     next()          none       done
///     seen from inside: running
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

/// When the body runs, `self` points to the generator that this call has returned.
Echo echo_once(const Echo* const& self, std::string_view& inside) {
    inside = name(self->state());
    const std::string received = co_yield "it runs";
    co_yield received;
}

void row(std::string_view step, std::string_view yields, const Echo& echo) {
    fmt::print("{:15} {:10} {}\n", step, yields, name(echo.state()));
}

std::string_view text(const std::string* yielded) {
    return yielded == nullptr ? "none" : std::string_view{*yielded};
}

}  // namespace

int main() {
    const Echo* self = nullptr;
    std::string_view inside;
    Echo echo = echo_once(self, inside);
    self = &echo;

    fmt::print("{:15} {:10} {}\n", "step", "yields", "state");
    row("create it", "-", echo);
    row("next()", text(echo.next()), echo);
    row("send(\"hello\")", text(echo.send("hello")), echo);
    row("send(\"again\")", text(echo.send("again")), echo);
    row("next()", text(echo.next()), echo);
    fmt::print("seen from inside: {}\n", inside);
}
