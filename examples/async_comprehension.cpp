/// The counterpart of Python's [letter.upper() async for letter in dictate() if letter in vowels]:
/// an asynchronous generator, filtered, transformed and collected. Another task runs between two
/// items.
///
///     received t, then the clock ticks
///     received r, then the clock ticks
///     received i, then the clock ticks
///     received p, then the clock ticks
///     vowels: I
///     the squares of odd numbers: 1 9 25
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "coroutines/primitives/async_generator.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"

using namespace triptych::coroutines;

namespace {

/// Yields the items for which `is_wanted(item)` is true.
template <typename T, typename Predicate>
AsyncGenerator<T> filter(AsyncGenerator<T> items, Predicate is_wanted) {
    while (T* const item = co_await items.next())
        if (is_wanted(*item)) co_yield std::move(*item);
}

/// Yields `change(item)` for each item.
template <typename T, typename Change>
AsyncGenerator<T> transform(AsyncGenerator<T> items, Change change) {
    while (T* const item = co_await items.next())
        co_yield change(std::move(*item));
}

/// Returns all items, as the brackets of a comprehension do.
template <typename T>
Task<std::vector<T>> collect(AsyncGenerator<T> items) {
    std::vector<T> all;
    while (T* const item = co_await items.next())
        all.push_back(std::move(*item));
    co_return all;
}

AsyncGenerator<char> dictate(std::string_view word) {
    for (const char letter : word) {
        fmt::print("received {}, ", letter);
        co_await yield();  // the next letter is not there yet: other tasks run
        co_yield letter;
    }
}

AsyncGenerator<int> count_below(int end) {
    for (int i = 0; i < end; ++i) {
        co_await yield();
        co_yield i;
    }
}

Task<> tick(const bool& is_over) {
    co_await yield();
    while (!is_over) {
        fmt::print("then the clock ticks\n");
        co_await yield();
    }
}

bool is_vowel(char letter) {
    return std::string_view{"aeiou"}.find(letter) != std::string_view::npos;
}

char upper(char letter) {
    return static_cast<char>(std::toupper(letter));
}

Task<> comprehend() {
    bool is_over = false;
    const Future<> clock = create_task(tick(is_over));
    co_await yield();
    const auto vowels = co_await collect(transform(filter(dictate("trip"), is_vowel), upper));
    is_over = true;
    co_await clock;
    fmt::print("vowels: {}\n", fmt::join(vowels, " "));

    const auto is_odd = [](int number) { return number % 2 == 1; };
    const auto square = [](int number) { return number * number; };
    const auto squares = co_await collect(transform(filter(count_below(6), is_odd), square));
    fmt::print("the squares of odd numbers: {}\n", fmt::join(squares, " "));
}

}  // namespace

int main() {
    run(comprehend());
}
