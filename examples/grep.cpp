/// grep as a coroutine: the caller sends lines, and the generator yields each one that matches.
///
///     looking for coroutine
///       a coroutine can suspend in the middle
///       and a subroutine is a coroutine that never does
///     goodbye
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::Generator;
using triptych::coroutines::GeneratorExit;

namespace {

/// Yields each received line that contains `pattern`, and an empty value for each other line.
Generator<std::optional<std::string>, std::string> grep(std::string pattern) {
    fmt::print("looking for {}\n", pattern);
    std::optional<std::string> match;
    try {
        for (;;) {
            const std::string line = co_yield match;
            match.reset();
            if (line.find(pattern) != std::string::npos) match = line;
        }
    } catch (const GeneratorExit&) {
        fmt::print("goodbye\n");
    }
}

constexpr std::array lines{
    "a thread can be stopped anywhere",
    "a coroutine can suspend in the middle",
    "a subroutine runs to its end",
    "and a subroutine is a coroutine that never does",
};

}  // namespace

int main() {
    auto searcher = grep("coroutine");
    searcher.next();  // runs it to its first yield, where it can receive a value
    for (const char* const line : lines)
        if (const auto& match = *searcher.send(line)) fmt::print("  {}\n", *match);
    searcher.close();
}
