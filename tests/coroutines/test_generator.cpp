/// Tests Generator: next(), iterators and views.
#include <memory>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/generator.hpp"

using namespace triptych::coroutines;

namespace {

using Log = std::vector<std::string>;
using State = GeneratorState;

static_assert(std::ranges::input_range<Generator<int>>);
static_assert(std::ranges::input_range<Generator<std::unique_ptr<int>>>);
static_assert(std::ranges::input_range<Generator<const std::string&>>);
static_assert(std::ranges::viewable_range<Generator<int>>);
static_assert(!std::is_copy_constructible_v<Generator<int>>);

Generator<int> count_to(int last) {
    for (int i = 1; i <= last; ++i)
        co_yield i;
}

Generator<int> count_noting(int last, Log& log) {
    for (int i = 1; i <= last; ++i) {
        log.push_back("yields " + std::to_string(i));
        co_yield i;
    }
}

Generator<std::unique_ptr<int>> owned(int last) {
    for (int i = 1; i <= last; ++i) {
        auto made = std::make_unique<int>(i);
        co_yield std::move(made);
    }
    co_yield std::make_unique<int>(last + 1);
}

Generator<int&> elements(std::vector<int>& values) {
    for (int& value : values)
        co_yield value;
}

Generator<const std::string&> texts(const std::string& kept) {
    co_yield kept;
    co_yield "made on the way";
}

Generator<std::string> same_text_twice() {
    const std::string text = "not a short string, so that it is on the heap";
    co_yield text;
    co_yield text;
}

Generator<int> fail_after(int last) {
    for (int i = 1; i <= last; ++i)
        co_yield i;
    throw std::runtime_error{"no luck"};
}

}  // namespace

TEST_CASE("Generator::next returns the values in order, and then always null") {
    auto numbers = count_to(2);
    CHECK(*numbers.next() == 1);
    CHECK(*numbers.next() == 2);
    CHECK(numbers.next() == nullptr);
    CHECK(numbers.next() == nullptr);
}

TEST_CASE("Generator runs only as far as next() asks, and not before the first call") {
    Log log;
    auto numbers = count_noting(3, log);
    CHECK(log.empty());
    numbers.next();
    CHECK(log == Log{"yields 1"});
    numbers.next();
    CHECK(log == Log{"yields 1", "yields 2"});
}

TEST_CASE("Generator: range-for iterates over the remaining values") {
    auto numbers = count_to(5);
    CHECK(*numbers.next() == 1);
    std::vector<int> rest;
    for (const int number : numbers)
        rest.push_back(number);
    CHECK(rest == std::vector{2, 3, 4, 5});
    for (const int number : numbers)
        FAIL("there is still " << number);
    for (const int number : count_to(0))
        FAIL("there is " << number);
}

TEST_CASE("Generator works with views, as a temporary and as a variable") {
    const auto is_even = [](int number) { return number % 2 == 0; };
    const auto square = [](int number) { return number * number; };
    std::vector<int> squares;
    for (const int number :
         count_to(7) | std::views::filter(is_even) | std::views::transform(square))
        squares.push_back(number);
    CHECK(squares == std::vector{4, 16, 36});

    auto numbers = count_to(1'000'000'000);
    int sum = 0;
    for (const int number : numbers | std::views::take_while([](int n) { return n <= 100; }))
        sum += number;
    CHECK(sum == 5'050);
}

TEST_CASE("Generator yields values that cannot be copied, and they can be moved out") {
    std::vector<std::unique_ptr<int>> taken;
    for (auto&& value : owned(2))
        taken.push_back(std::forward<decltype(value)>(value));
    REQUIRE(taken.size() == 3);
    CHECK(*taken[0] == 1);
    CHECK(*taken[1] == 2);
    CHECK(*taken[2] == 3);
}

TEST_CASE("Generator of references yields the objects themselves") {
    std::vector<int> values{1, 2, 3};
    for (int& value : elements(values))
        value *= 10;
    CHECK(values == std::vector{10, 20, 30});

    const std::string kept = "kept";
    auto all = texts(kept);
    CHECK(all.next() == &kept);
    CHECK(*all.next() == "made on the way");
}

TEST_CASE("Generator yields a copy: moving from it leaves the generator's variable unchanged") {
    std::vector<std::string> taken;
    for (auto&& text : same_text_twice())
        taken.push_back(std::forward<decltype(text)>(text));
    CHECK(taken[0] == "not a short string, so that it is on the heap");
    CHECK(taken[1] == taken[0]);
}

TEST_CASE("Generator::next throws what the body throws, and then it is done") {
    auto numbers = fail_after(1);
    numbers.next();
    CHECK_THROWS_WITH(numbers.next(), "no luck");
    CHECK(numbers.state() == State::done);
    CHECK(numbers.next() == nullptr);

    int seen = 0;
    CHECK_THROWS_WITH(
        [&] {
            for (const int number : fail_after(2))
                seen = number;
        }(),
        "no luck");
    CHECK(seen == 2);
}

TEST_CASE("Generator that was moved from is done, and the new one continues") {
    auto first = count_to(3);
    first.next();
    auto second = std::move(first);
    CHECK(first.state() == State::done);  // NOLINT(bugprone-use-after-move)
    CHECK(first.next() == nullptr);
    first.close();
    CHECK(*second.next() == 2);
    first = std::move(second);
    CHECK(*first.next() == 3);
}
