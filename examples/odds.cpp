/// An infinite generator: the odd numbers have no end, and the caller decides when to stop.
///
///     3 5 7 9 11 13 15
///     9 25 49
#include <fmt/format.h>
#include <ranges>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::Generator;

namespace {

Generator<int> odds() {
    for (int odd = 3;; odd += 2)
        co_yield odd;
}

void print(auto&& numbers) {
    const char* separator = "";
    for (const int number : numbers) {
        fmt::print("{}{}", separator, number);
        separator = " ";
    }
    fmt::print("\n");
}

}  // namespace

int main() {
    print(odds() | std::views::take_while([](int odd) { return odd <= 15; }));
    print(odds() | std::views::transform([](int odd) { return odd * odd; }) |
          std::views::take_while([](int square) { return square < 50; }));
}
