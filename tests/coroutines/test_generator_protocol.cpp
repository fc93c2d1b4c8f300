/// Tests Generator: states, send(), throw_in(), close().
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/generator.hpp"

using namespace triptych::coroutines;

namespace {

using Log = std::vector<std::string>;
using State = GeneratorState;

/// Notes its destruction.
struct Witness {
    explicit Witness(Log& noted) : log{noted} {}
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;
    ~Witness() { log.emplace_back("destroyed"); }
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

/// Yields the length of each text it receives, until it receives an empty one; returns how many.
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

/// Catches runtime_error and continues; does not catch anything else.
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

/// Calls `act` with itself, and yields how that ended.
template <typename Action>
Generator<std::string> act_on_itself(Generator<std::string>*& self, Action act) {
    std::string message = "nothing was thrown";
    try {
        act(*self);
    } catch (const std::logic_error& error) {
        message = error.what();
    }
    co_yield message;
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

TEST_CASE("Generator::state after each step") {
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

TEST_CASE("Generator that is running throws logic_error from next, send and close") {
    State inside = State::done;
    CHECK(what_it_says_to([&](auto& self) { inside = self.state(); }) == "nothing was thrown");
    CHECK(inside == State::running);
    const std::string refused = "generator already executing";
    CHECK(what_it_says_to([](auto& self) { self.next(); }) == refused);
    CHECK(what_it_says_to([](auto& self) { self.close(); }) == refused);
    CHECK(what_it_says_to([](auto& self) { self.throw_in(runtime_error("")); }) == refused);
    CHECK(what_it_says_to([](auto& self) { from(std::move(self)); }) == refused);
}

TEST_CASE("Generator::send: co_yield returns the sent value, which may be moved on") {
    auto generator = lengths();
    CHECK(*generator.next() == 0);
    CHECK(*generator.send(std::make_unique<std::string>("four")) == 4);
    CHECK(*generator.send(std::make_unique<std::string>("seventeen letters")) == 17);
    CHECK(generator.send(nullptr) == nullptr);
    CHECK(generator.take() == 2);
    CHECK_THROWS_AS(generator.take(), std::logic_error);
    CHECK(generator.send(nullptr) == nullptr);
}

TEST_CASE(
    "Generator::send throws before the first next(); next() throws where it waits for send()") {
    auto generator = lengths();
    CHECK_THROWS_WITH(generator.send(nullptr), "can't send to a just-started generator");
    CHECK(generator.state() == State::created);
    CHECK_THROWS_AS(generator.take(), std::logic_error);
    generator.next();
    CHECK_THROWS_WITH(generator.next(), "generator waits for something to be sent");
    CHECK(generator.state() == State::suspended);
    CHECK(*generator.send(std::make_unique<std::string>("still works")) == 11);
}

TEST_CASE("Generator::throw_in throws at the yield; a body that catches it goes on") {
    Log log;
    auto generator = stubborn(log);
    generator.next();
    CHECK(*generator.throw_in(runtime_error("first")) == 2);
    CHECK(*generator.next() == 3);
    CHECK(log == Log{"first"});
    CHECK_THROWS_WITH(generator.throw_in(std::make_exception_ptr(std::logic_error{"second"})),
                      "second");
    CHECK(log == Log{"first", "destroyed"});
    CHECK(generator.state() == State::done);
    CHECK_THROWS_WITH(generator.throw_in(runtime_error("third")), "third");
}

TEST_CASE("Generator::throw_in before the first yield ends the generator without running it") {
    Log log;
    auto generator = stubborn(log);
    CHECK_THROWS_WITH(generator.throw_in(runtime_error("early")), "early");
    CHECK(generator.next() == nullptr);
    CHECK(log.empty());
}

TEST_CASE("Generator::close destroys the variables, whether it has run or not") {
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
    CHECK(log == Log{"destroyed"});
    not_begun.close();
    CHECK(log == Log{"destroyed"});
    CHECK(held.use_count() == 1);
}

TEST_CASE("Generator::~Generator destroys the variables") {
    Log log;
    {
        auto generator = count_holding(3, log);
        generator.next();
    }
    CHECK(log == Log{"yields 1", "destroyed"});
}

TEST_CASE("Generator::close throws if the body yields again, and the generator goes on") {
    auto generator = ignore_exit();
    generator.next();
    CHECK_THROWS_WITH(generator.close(), "generator ignored GeneratorExit");
    CHECK(generator.state() == State::suspended);
    CHECK(*generator.next() == 3);
}

TEST_CASE("Generator::close throws what the body throws, and then it is done") {
    auto generator = fail_at_exit();
    generator.next();
    CHECK_THROWS_WITH(generator.close(), "cannot clean up");
    CHECK(generator.state() == State::done);
    CHECK_NOTHROW(generator.close());
}
