/// A function that returns many values, one at a time, each when it is asked for.
#include <memory>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/generator.hpp"

using namespace triptych::coroutines;

namespace {

using Log = std::vector<std::string>;
using State = GeneratorState;

static_assert(std::ranges::input_range<Generator<int>>);
static_assert(std::ranges::input_range<Generator<std::unique_ptr<int>>>);
static_assert(std::ranges::input_range<Generator<const std::string&>>);
static_assert(std::ranges::viewable_range<Generator<int>>);
static_assert(!std::is_copy_constructible_v<Generator<int>>);

/// Notes its end.
struct Witness {
    explicit Witness(Log& noted) : log{noted} {}
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;
    ~Witness() { log.emplace_back("let go"); }
    Log& log;
};

Generator<int> count_to(int last) {
    for (int i = 1; i <= last; ++i)
        co_yield i;
}

Generator<int> count_holding(int last, Log& log) {
    const Witness witness{log};
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

/// Yields the length of each text it is sent, until it is sent none; returns how many it got.
Generator<std::size_t, std::unique_ptr<std::string>, int> lengths() {
    int received = 0;
    std::size_t length = 0;
    for (;;) {
        const std::unique_ptr<std::string> text = co_yield length;
        if (!text) co_return received;
        length = text->size();
        ++received;
    }
}

/// Goes on after a runtime_error; lets out all else.
Generator<int> stubborn(Log& log) {
    const Witness witness{log};
    for (int i = 1;; ++i) {
        std::string why;
        try {
            co_yield i;
        } catch (const std::runtime_error& error) {
            why = error.what();
        }
        if (!why.empty()) log.push_back(why);
    }
}

Generator<int> ignore_exit() {
    for (int i = 1;; ++i) {
        try {
            co_yield i;
        } catch (const GeneratorExit&) {
        }
    }
}

Generator<int> fail_at_exit() {
    std::string why;
    try {
        co_yield 1;
    } catch (const GeneratorExit&) {
        why = "cannot clean up";
    }
    throw std::runtime_error{why};
}

/// Does what it is told to the generator it is; yields how that went.
template <typename Action>
Generator<std::string> act_on_itself(Generator<std::string>*& self, Action act) {
    std::string said = "nothing was thrown";
    try {
        act(*self);
    } catch (const std::logic_error& error) {
        said = error.what();
    }
    co_yield said;
}

template <typename Action>
std::string what_it_says_to(Action act) {
    Generator<std::string>* self = nullptr;
    auto generator = act_on_itself(self, std::move(act));
    self = &generator;
    return *generator.next();
}

std::exception_ptr runtime_error(const char* why) {
    return std::make_exception_ptr(std::runtime_error{why});
}

}  // namespace

TEST_CASE("a generator yields its values in order, and then nothing, for good") {
    auto numbers = count_to(2);
    CHECK(*numbers.next() == 1);
    CHECK(*numbers.next() == 2);
    CHECK(numbers.next() == nullptr);
    CHECK(numbers.next() == nullptr);
}

TEST_CASE("a generator does nothing before it is asked, and then no more than it is asked for") {
    Log log;
    auto numbers = count_holding(3, log);
    CHECK(log.empty());
    numbers.next();
    CHECK(log == Log{"yields 1"});
    numbers.next();
    CHECK(log == Log{"yields 1", "yields 2"});
}

TEST_CASE("range-for goes over all that a generator has left") {
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

TEST_CASE("a generator works with views, as a temporary and as a variable") {
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

TEST_CASE("a generator's values need not be copyable, and can be taken out of it") {
    std::vector<std::unique_ptr<int>> taken;
    for (auto&& value : owned(2))
        taken.push_back(std::forward<decltype(value)>(value));
    REQUIRE(taken.size() == 3);
    CHECK(*taken[0] == 1);
    CHECK(*taken[1] == 2);
    CHECK(*taken[2] == 3);
}

TEST_CASE("a generator of references yields the things themselves") {
    std::vector<int> values{1, 2, 3};
    for (int& value : elements(values))
        value *= 10;
    CHECK(values == std::vector{10, 20, 30});

    const std::string kept = "kept";
    auto all = texts(kept);
    CHECK(all.next() == &kept);
    CHECK(*all.next() == "made on the way");
}

TEST_CASE("who moves a value out of a generator does not take it from the generator's variable") {
    std::vector<std::string> taken;
    for (auto&& text : same_text_twice())
        taken.push_back(std::forward<decltype(text)>(text));
    CHECK(taken[0] == "not a short string, so that it is on the heap");
    CHECK(taken[1] == taken[0]);
}

TEST_CASE("what a generator throws comes out where it was asked, and is its end") {
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

TEST_CASE("a generator's states, step by step") {
    enum class Step { next, close, throw_in };
    struct Row {
        std::vector<Step> steps;
        State then;
    };
    const std::vector<Row> table{
        {{}, State::created},
        {{Step::next}, State::suspended},
        {{Step::next, Step::next}, State::done},
        {{Step::next, Step::next, Step::next}, State::done},
        {{Step::close}, State::done},
        {{Step::next, Step::close}, State::done},
        {{Step::next, Step::next, Step::close}, State::done},
        {{Step::close, Step::next}, State::done},
        {{Step::close, Step::close}, State::done},
        {{Step::throw_in}, State::done},
        {{Step::next, Step::throw_in}, State::done},
        {{Step::next, Step::next, Step::throw_in}, State::done},
    };
    for (std::size_t row = 0; row < table.size(); ++row) {
        CAPTURE(row);
        auto generator = count_to(1);
        for (const Step step : table[row].steps) {
            switch (step) {
                case Step::next: generator.next(); break;
                case Step::close: generator.close(); break;
                case Step::throw_in:
                    CHECK_THROWS_WITH(generator.throw_in(runtime_error("thrown in")), "thrown in");
            }
        }
        CHECK(generator.state() == table[row].then);
    }
}

TEST_CASE("a generator that was moved from is done, and the other goes on") {
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

TEST_CASE("a generator that runs is running, and cannot be resumed, told or closed then") {
    State inside = State::done;
    CHECK(what_it_says_to([&](auto& self) { inside = self.state(); }) == "nothing was thrown");
    CHECK(inside == State::running);
    const std::string refused = "generator already executing";
    CHECK(what_it_says_to([](auto& self) { self.next(); }) == refused);
    CHECK(what_it_says_to([](auto& self) { self.close(); }) == refused);
    CHECK(what_it_says_to([](auto& self) { self.throw_in(runtime_error("")); }) == refused);
    CHECK(what_it_says_to([](auto& self) { from(std::move(self)); }) == refused);
}

TEST_CASE("what is sent is what co_yield gives, and may be moved through") {
    auto generator = lengths();
    CHECK(*generator.next() == 0);
    CHECK(*generator.send(std::make_unique<std::string>("four")) == 4);
    CHECK(*generator.send(std::make_unique<std::string>("seventeen letters")) == 17);
    CHECK(generator.send(nullptr) == nullptr);
    CHECK(generator.take() == 2);
    CHECK_THROWS_AS(generator.take(), std::logic_error);
    CHECK(generator.send(nullptr) == nullptr);
}

TEST_CASE("a generator must be begun before it is sent anything, and not be asked without") {
    auto generator = lengths();
    CHECK_THROWS_WITH(generator.send(nullptr), "can't send to a just-started generator");
    CHECK(generator.state() == State::created);
    CHECK_THROWS_AS(generator.take(), std::logic_error);
    generator.next();
    CHECK_THROWS_WITH(generator.next(), "generator waits for something to be sent");
    CHECK(generator.state() == State::suspended);
    CHECK(*generator.send(std::make_unique<std::string>("still works")) == 11);
}

TEST_CASE("what is thrown in comes up at the yield; a generator that catches it goes on") {
    Log log;
    auto generator = stubborn(log);
    generator.next();
    CHECK(*generator.throw_in(runtime_error("first")) == 2);
    CHECK(*generator.next() == 3);
    CHECK(log == Log{"first"});
    CHECK_THROWS_WITH(generator.throw_in(std::make_exception_ptr(std::logic_error{"second"})),
                      "second");
    CHECK(log == Log{"first", "let go"});
    CHECK(generator.state() == State::done);
    CHECK_THROWS_WITH(generator.throw_in(runtime_error("third")), "third");
}

TEST_CASE("what is thrown in before the first yield ends a generator that has not run") {
    Log log;
    auto generator = stubborn(log);
    CHECK_THROWS_WITH(generator.throw_in(runtime_error("early")), "early");
    CHECK(generator.next() == nullptr);
    CHECK(log.empty());
}

TEST_CASE("closing a generator destroys what it holds, whether it has run or not") {
    Log log;
    auto held = std::make_shared<int>(0);
    const auto hold = [](std::shared_ptr<int> /*held*/, Log& noted) -> Generator<int> {
        const Witness witness{noted};
        co_yield 1;
    };
    auto begun = hold(held, log);
    auto not_begun = hold(held, log);
    begun.next();
    CHECK(held.use_count() == 3);
    begun.close();
    CHECK(log == Log{"let go"});
    not_begun.close();
    CHECK(log == Log{"let go"});
    CHECK(held.use_count() == 1);
}

TEST_CASE("destroying a generator destroys what it holds") {
    Log log;
    {
        auto generator = count_holding(3, log);
        generator.next();
    }
    CHECK(log == Log{"yields 1", "let go"});
}

TEST_CASE("a generator that yields while it is closed is an error, and goes on") {
    auto generator = ignore_exit();
    generator.next();
    CHECK_THROWS_WITH(generator.close(), "generator ignored GeneratorExit");
    CHECK(generator.state() == State::suspended);
    CHECK(*generator.next() == 3);
}

TEST_CASE("what a generator throws when it is closed comes out of close, and it is done") {
    auto generator = fail_at_exit();
    generator.next();
    CHECK_THROWS_WITH(generator.close(), "cannot clean up");
    CHECK(generator.state() == State::done);
    CHECK_NOTHROW(generator.close());
}
