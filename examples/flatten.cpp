/// Delegation: a generator lets another one yield in its place; here, a recursive one.
///
///     1 2 3 4 5 6 7
#include <fmt/format.h>
#include <initializer_list>
#include <variant>
#include <vector>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::from;
using triptych::coroutines::Generator;

namespace {

struct Item;
using List = std::vector<Item>;

/// A number, or a list of items.
struct Item {
    Item(int number) : value{number} {}
    Item(std::initializer_list<Item> items) : value{List(items)} {}
    std::variant<int, List> value;
};

Generator<int> flatten(const Item& item) {
    if (const int* const number = std::get_if<int>(&item.value))
        co_yield *number;
    else
        for (const Item& inner : std::get<List>(item.value))
            co_yield from(flatten(inner));
}

}  // namespace

int main() {
    const Item nested{{1, {2, 3}, {{{4}}}}, {}, {5, {6}}, 7};
    const char* separator = "";
    for (const int number : flatten(nested)) {
        fmt::print("{}{}", separator, number);
        separator = " ";
    }
    fmt::print("\n");
}
