/// The arguments and results of a thread pool's submit, map, imap and callbacks.
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <ranges>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "threads/primitives/thread_pool.hpp"

using namespace triptych;
using namespace triptych::threads;

namespace {

using Owner = std::unique_ptr<int>;

struct Counter {
    int count = 0;
    int add(int more) { return count += more; }
};

/// Can only be called as an rvalue, once.
struct CallOnce {
    Owner owned;
    int operator()(int more) && { return *owned + more; }
};

std::string letters(int number) {
    return std::string(20, static_cast<char>('a' + number));
}

}  // namespace

TEST_CASE("ThreadPool::submit takes what std::jthread takes") {
    ThreadPool pool{1};
    CHECK(pool.submit([](Owner owned) { return *owned; }, std::make_unique<int>(3)).result() == 3);
    CHECK(pool.submit([](const std::stop_token&, Owner owned) { return *owned; },
                      std::make_unique<int>(4))
              .result() == 4);
    CHECK(pool.submit([](Owner&& owned) { return *owned; }, std::make_unique<int>(5)).result() ==
          5);
    CHECK(pool.submit(CallOnce{std::make_unique<int>(6)}, 1).result() == 7);
    Counter counter;
    CHECK(pool.submit(&Counter::add, &counter, 2).result() == 2);
    CHECK(pool.submit(&Counter::add, std::ref(counter), 2).result() == 4);
    CHECK(counter.count == 4);
    const char word[] = "array";
    CHECK(pool.submit([](const std::string& text) { return text; }, word).result() == "array");
    CHECK(pool.submit(letters, 1).result() == letters(1));
    const auto doubled = [](std::vector<int>& own) { return own.push_back(2), own; };
    CHECK(pool.submit(doubled, std::vector{1}).result() == std::vector{1, 2});  // not a jthread's
}

TEST_CASE("ThreadPool::submit moves an argument, and never copies it") {
    ThreadPool pool{1};
    std::vector<int> values(1'000);
    const int* const where = values.data();
    const auto same = [where](std::vector<int> got) { return got.data() == where; };
    CHECK(pool.submit(same, std::move(values)).result());
}

TEST_CASE("ThreadPool::map moves the items of a container that was moved into it") {
    ThreadPool pool{2};
    std::vector<Owner> owners;
    for (int i = 0; i < 5; ++i)
        owners.push_back(std::make_unique<int>(i));
    CHECK(pool.map([](const Owner& owned) { return *owned; }, owners) ==
          std::vector{0, 1, 2, 3, 4});
    CHECK(pool.map([](Owner owned) { return *owned; }, std::move(owners)) ==
          std::vector{0, 1, 2, 3, 4});
}

TEST_CASE("ThreadPool::imap: each result may be dereferenced twice, as std::views::filter does") {
    ThreadPool pool{2};
    const auto numbers = std::views::iota(0, 5);
    std::vector<std::string> kept;
    const auto not_d = [](std::string text) { return text[0] != 'd'; };  // by value: a copy
    for (const std::string& text : pool.imap(letters, numbers) | std::views::filter(not_d))
        kept.push_back(text);
    CHECK(kept == std::vector{letters(0), letters(1), letters(2), letters(4)});
    auto results = pool.imap(letters, numbers);
    const auto found =
        std::ranges::find_if(results, [](const std::string& text) { return text[0] == 'c'; });
    CHECK(*found == letters(2));
    CHECK(std::move(*found) == letters(2));
    std::vector<int> taken;
    for (Owner& owned :
         pool.imap([](int number) { return std::make_unique<int>(number); }, numbers))
        taken.push_back(*Owner{std::move(owned)});
    CHECK(taken == std::vector{0, 1, 2, 3, 4});
}

TEST_CASE("Future::add_done_callback of a thread pool takes a move-only callback") {
    std::string result;
    {
        ThreadPool pool{1};
        auto future = pool.submit(letters, 0);
        future.add_done_callback(
            [&result, owned = std::make_unique<int>(7)](const auto& done) mutable {
                result = done.result() + std::to_string(++*owned);
            });
    }
    CHECK(result == letters(0) + "8");
}

TEST_CASE("Future::result_for of a thread pool accepts every timeout, however long") {
    using namespace std::chrono;
    ThreadPool pool{1};
    const auto slow = [] { return std::this_thread::sleep_for(milliseconds{5}), 42; };
    CHECK(pool.submit(slow).result_for(nanoseconds::max()) == 42);
    CHECK(pool.submit(slow).result_for(hours::max()) == 42);
    CHECK(pool.submit(slow).result_for(hours{24 * 365 * 290}) == 42);
    CHECK(pool.submit(slow).result_for(duration<double>{1e300}) == 42);
    std::stop_source stop;
    const auto future = pool.submit([token = stop.get_token()] {
        while (!token.stop_requested())
            std::this_thread::yield();
    });
    CHECK_THROWS_AS(future.result_for(nanoseconds::min()), TimeoutError);
    CHECK_THROWS_AS(future.result_for(hours::min()), TimeoutError);
    CHECK_THROWS_AS(future.result_for(0.001s), TimeoutError);
    stop.request_stop();
}
