/// Tests delegation: `co_yield from(other)`.
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/generator.hpp"

using namespace triptych::coroutines;

namespace {

constexpr int deep = 100'000;

using Log = std::vector<std::string>;
using Echo = Generator<std::string, std::string, int>;

struct Witness {
    Witness(Log& noted, std::string called) : log{noted}, name{std::move(called)} {}
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;
    ~Witness() { log.push_back(name + " destroyed"); }
    Log& log;
    std::string name;
};

std::vector<int> all(Generator<int> numbers) {
    std::vector<int> seen;
    for (const int number : numbers)
        seen.push_back(number);
    return seen;
}

Generator<int> count(int first, int last) {
    for (int i = first; i <= last; ++i)
        co_yield i;
}

Generator<int> chain(Generator<int> first, Generator<int> second) {
    co_yield from(std::move(first));
    co_yield 0;
    co_yield from(std::move(second));
}

/// Yields 0 to `depth`, each from one level deeper, and then the same in reverse.
Generator<int> nested(int depth, int level = 0) {
    co_yield level;
    if (level < depth) co_yield from(nested(depth, level + 1));
    co_yield level;
}

Generator<int> nested_failure(int depth) {
    if (depth == 0) throw std::runtime_error{"at the bottom"};
    co_yield from(nested_failure(depth - 1));
}

Generator<int> forever_at_the_bottom(int depth) {
    if (depth > 0) co_yield from(forever_at_the_bottom(depth - 1));
    for (int i = 0;; ++i)
        co_yield i;
}

Generator<int> wrapped(Generator<int> inner) {
    co_yield from(std::move(inner));
}

/// Yields each value it receives, until it receives an empty one; returns how many there were.
Echo echo(Log& log, std::string name) {
    const Witness witness{log, name};
    int times = 0;
    std::string received = name;
    for (;;) {
        std::string why;
        try {
            std::string next = co_yield received;
            received = std::move(next);
        } catch (const std::runtime_error& error) {
            why = error.what();
        }
        if (!why.empty()) {
            received = name + " caught " + why;
            continue;
        }
        if (received.empty()) co_return times;
        ++times;
    }
}

Generator<std::string, std::string> between(Log& log) {
    const Witness witness{log, "outer"};
    try {
        const int first = co_yield from(echo(log, "first"));
        const int second = co_yield from(echo(log, "second"));
        co_yield std::to_string(first) + " and " + std::to_string(second);
    } catch (const std::logic_error& error) {
        log.emplace_back(error.what());
        throw;
    } catch (const GeneratorExit&) {
        log.emplace_back("outer caught GeneratorExit");
    }
}

/// Catches GeneratorExit, and returns normally.
Generator<int> quiet(Log& log) {
    try {
        co_yield 1;
    } catch (const GeneratorExit&) {
        log.emplace_back("inner caught GeneratorExit");
    }
}

Generator<int> fail_at_exit() {
    std::string why = "not closed";
    try {
        co_yield 1;
    } catch (const GeneratorExit&) {
        why = "cannot clean up";
    }
    throw std::runtime_error{why};
}

Generator<int> around(Generator<int> inner, Log& log) {
    try {
        co_yield from(std::move(inner));
        log.emplace_back("goes on");
        co_yield 2;
    } catch (const GeneratorExit&) {
        log.emplace_back("outer caught GeneratorExit");
    } catch (const std::runtime_error& error) {
        log.emplace_back(error.what());
    }
}

Generator<std::unique_ptr<int>, void, std::unique_ptr<int>> owner() {
    co_yield std::make_unique<int>(1);
    co_return std::make_unique<int>(2);
}

Generator<std::unique_ptr<int>> owners() {
    auto returned = co_yield from(owner());
    co_yield std::move(returned);
}

}  // namespace

TEST_CASE("from() yields the delegate's values") {
    CHECK(all(chain(count(1, 3), count(7, 8))) == std::vector{1, 2, 3, 0, 7, 8});
    CHECK(all(chain(count(1, 0), count(1, 0))) == std::vector{0});
    CHECK(all(nested(2)) == std::vector{0, 1, 2, 2, 1, 0});
}

TEST_CASE("from() continues a delegate that has begun; one that has ended yields nothing") {
    auto begun = count(1, 3);
    begun.next();
    auto ended = count(1, 1);
    ended.next();
    ended.next();
    CHECK(all(chain(std::move(begun), std::move(ended))) == std::vector{2, 3, 0});
}

TEST_CASE("from() takes over the delegates of its delegate, too") {
    auto inner = nested(3);
    for (int i = 0; i < 3; ++i)
        inner.next();
    CHECK(all(wrapped(wrapped(std::move(inner)))) == std::vector{3, 3, 2, 1, 0});
}

TEST_CASE("from() passes sent values to the delegate, and returns what that returns") {
    Log log;
    auto outer = between(log);
    CHECK(*outer.next() == "first");
    CHECK(*outer.send("a") == "a");
    CHECK(*outer.send("b") == "b");
    CHECK(*outer.send("") == "second");
    CHECK(log == Log{"first destroyed"});
    CHECK(*outer.send("c") == "c");
    CHECK(*outer.send("") == "2 and 1");
    CHECK(outer.send("") == nullptr);
}

TEST_CASE("from() works with values that cannot be copied") {
    std::vector<int> seen;
    for (const auto& value : owners())
        seen.push_back(*value);
    CHECK(seen == std::vector{1, 2});
}

TEST_CASE("from() passes throw_in() to the delegate first, then to its caller") {
    Log log;
    auto outer = between(log);
    outer.next();
    CHECK(*outer.throw_in(std::make_exception_ptr(std::runtime_error{"it"})) == "first caught it");
    CHECK_THROWS_WITH(outer.throw_in(std::make_exception_ptr(std::logic_error{"that"})), "that");
    CHECK(log == Log{"first destroyed", "that", "outer destroyed"});
    CHECK(outer.state() == GeneratorState::done);
}

TEST_CASE("from(): close() ends the delegate first, then its caller") {
    Log log;
    auto outer = between(log);
    outer.next();
    outer.close();
    CHECK(log == Log{"first destroyed", "outer caught GeneratorExit", "outer destroyed"});
}

TEST_CASE("from(): close() ends the caller although the delegate catches GeneratorExit") {
    Log log;
    auto outer = around(quiet(log), log);
    outer.next();
    outer.close();
    CHECK(log == Log{"inner caught GeneratorExit", "outer caught GeneratorExit"});
}

TEST_CASE("from(): what a delegate throws when it is closed is thrown in its caller") {
    Log log;
    auto outer = around(fail_at_exit(), log);
    outer.next();
    outer.close();
    CHECK(log == Log{"cannot clean up"});

    auto passed_on = wrapped(fail_at_exit());
    passed_on.next();
    CHECK_THROWS_WITH(passed_on.close(), "cannot clean up");
}

TEST_CASE("from() throws logic_error if the delegate waits for send()") {
    Log log;
    auto inner = echo(log, "inner");
    inner.next();
    CHECK_THROWS_WITH(from(std::move(inner)), "generator waits for something to be sent");
}

TEST_CASE("Generator::~Generator destroys the delegates, the innermost first") {
    Log log;
    {
        auto outer = between(log);
        outer.next();
    }
    CHECK(log == Log{"first destroyed", "outer destroyed"});
}

TEST_CASE("from(): a hundred thousand nested generators yield without nesting on the stack") {
    long long sum = 0;
    int seen = 0;
    for (const int number : nested(deep)) {
        sum += number;
        ++seen;
    }
    CHECK(seen == 2 * (deep + 1));
    CHECK(sum == static_cast<long long>(deep) * (deep + 1));
}

TEST_CASE(
    "from(): an exception crosses a hundred thousand generators without nesting on the stack") {
    auto generator = nested_failure(deep);
    CHECK_THROWS_WITH(generator.next(), "at the bottom");
    CHECK(generator.state() == GeneratorState::done);
}

TEST_CASE("from(): a hundred thousand generators are closed or destroyed without nesting") {
    auto closed = forever_at_the_bottom(deep);
    CHECK(*closed.next() == 0);
    CHECK(*closed.next() == 1);
    closed.close();
    CHECK(closed.state() == GeneratorState::done);

    auto dropped = forever_at_the_bottom(deep);
    CHECK(*dropped.next() == 0);
}

TEST_CASE("from(): a hundred thousand generators passed to each other end without nesting") {
    auto outer = count(1, 2);
    for (int i = 0; i < deep; ++i)
        outer = wrapped(std::move(outer));
    CHECK(*outer.next() == 1);
    CHECK(*outer.next() == 2);
    CHECK(outer.next() == nullptr);
}
