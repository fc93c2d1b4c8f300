/// Tests AsyncGenerator: generators that await between their values.
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/async_generator.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task_group.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

using Numbers = std::vector<int>;

AsyncGenerator<int> count_to(int last) {
    for (int i = 1; i <= last; ++i) {
        co_await yield();
        co_yield i;
    }
}

AsyncGenerator<int> never_awaiting(int last) {
    for (int i = 1; i <= last; ++i)
        co_yield i;
}

AsyncGenerator<int> squares(AsyncGenerator<int> numbers) {
    while (const int* const number = co_await numbers.next())
        co_yield *number** number;
}

AsyncGenerator<std::string> words_until_bad() {
    co_yield "good";
    co_await yield();
    throw std::runtime_error{"bad"};
}

AsyncGenerator<int> holding(std::shared_ptr<int> held) {
    co_yield *held;
    co_await sleep_for(1h);
    co_yield 0;
}

Task<Numbers> collect(AsyncGenerator<int> numbers) {
    Numbers collected;
    while (const int* const number = co_await numbers.next())
        collected.push_back(*number);
    if (co_await numbers.next() != nullptr) collected.push_back(-1);
    co_return collected;
}

Task<> note_all(AsyncGenerator<int> numbers, std::string& log, char name) {
    while (const int* const number = co_await numbers.next())
        log += name + std::to_string(*number);
}

}  // namespace

TEST_CASE("AsyncGenerator::next returns the values in order, and then null") {
    CHECK(run(collect(count_to(4))) == Numbers{1, 2, 3, 4});
    CHECK(run(collect(never_awaiting(3))) == Numbers{1, 2, 3});
    CHECK(run(collect(count_to(0))).empty());
}

TEST_CASE("AsyncGenerator may await the values of another one") {
    CHECK(run(collect(squares(squares(count_to(3))))) == Numbers{1, 16, 81});
}

TEST_CASE("AsyncGenerator lets other tasks run between two values") {
    std::string log;
    std::vector<Task<>> both;
    both.push_back(note_all(count_to(3), log, 'a'));
    both.push_back(note_all(count_to(3), log, 'b'));
    run(gather(std::move(both)));
    CHECK(log == "a1b1a2b2a3b3");
}

TEST_CASE("AsyncGenerator::next throws what the body throws, and then it has ended") {
    const auto ask = []() -> Task<std::string> {
        auto words = words_until_bad();
        std::string result = *co_await words.next();
        try {
            co_await words.next();
        } catch (const std::runtime_error& error) {
            result += std::string{" "} + error.what();
        }
        if (co_await words.next() == nullptr) result += " over";
        co_return result;
    };
    CHECK(run(ask()) == "good bad over");
}

TEST_CASE("AsyncGenerator destroys its variables when it is destroyed at a yield") {
    const auto held = std::make_shared<int>(7);
    const auto ask_once = [](std::shared_ptr<int> kept) -> Task<int> {
        auto values = holding(std::move(kept));
        co_return *co_await values.next();
    };
    CHECK(run(ask_once(held)) == 7);
    CHECK(held.use_count() == 1);
}

TEST_CASE("AsyncGenerator::next: a cancelled caller gets Cancelled thrown inside the generator") {
    const auto held = std::make_shared<int>(7);
    const auto ask_all = [](std::shared_ptr<int> kept) -> Task<> {
        auto values = holding(std::move(kept));
        while (co_await values.next() != nullptr) {
        }
    };
    const auto cancel_it = [&]() -> Task<bool> {
        const auto asking = create_task(ask_all(held));
        co_await yield();
        co_await yield();
        asking.cancel();
        try {
            co_await asking;
        } catch (const Cancelled&) {
        }
        co_return asking.cancelled();
    };
    CHECK(run(cancel_it()));
    CHECK(held.use_count() == 1);
}

TEST_CASE("AsyncGenerator with very many values does not nest on the stack") {
    constexpr int many = 1'000'000;
    const auto count = []() -> Task<int> {
        auto numbers = never_awaiting(many);
        int last = 0;
        while (const int* const number = co_await numbers.next())
            last = *number;
        co_return last;
    };
    CHECK(run(count()) == many);
}

TEST_CASE("AsyncGenerator is dropped with a caller of next(), and then throws logic_error") {
    const auto held = std::make_shared<int>(7);
    const auto main = [&]() -> Task<> {
        Mutex mutex;
        int inside = 0;
        const auto locked = [&](std::shared_ptr<int> kept) -> AsyncGenerator<int> {
            co_yield *kept;
            const auto lock = co_await mutex.lock();
            co_yield ++inside;
        };
        auto generator = locked(held);
        const auto ask = [&]() -> Task<> {
            while (co_await generator.next() != nullptr) {
            }
        };
        auto lock = co_await mutex.lock();
        {
            TaskGroup group;
            group.create_task(ask());
            co_await yield();
            co_await yield();
            lock.unlock();  // passed to the generator, which has not resumed yet
        }
        CHECK(held.use_count() == 1);
        const auto again = co_await mutex.lock();
        bool is_refused = false;
        try {
            co_await generator.next();
        } catch (const std::logic_error&) {
            is_refused = true;
        }
        CHECK(is_refused);
        CHECK(inside == 0);
    };
    run(main());
}

TEST_CASE("AsyncGenerator::next throws logic_error while another task waits in it") {
    const auto main = []() -> Task<> {
        auto generator = count_to(2);
        const auto ask = [&]() -> Task<int> { co_return *co_await generator.next(); };
        const Future<int> first = create_task(ask());
        const Future<int> second = create_task(ask());
        const int number = co_await first;
        CHECK(number == 1);
        CHECK_THROWS_AS(second.result(), std::logic_error);
        const int* const next = co_await generator.next();
        REQUIRE(next != nullptr);
        CHECK(*next == 2);
    };
    run(main());
}
