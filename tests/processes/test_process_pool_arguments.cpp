/// The arguments and results of a process pool's submit, map, imap, callbacks and timeouts.
#include <atomic>
#include <chrono>
#include <memory>
#include <ranges>
#include <unistd.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/processes/numbers.hpp"

using namespace triptych;
using namespace triptych::processes;

TEST_CASE("Future::result_for of a process pool accepts every timeout, however long") {
    using namespace std::chrono;
    Shared<std::atomic<bool>> go{false};
    ProcessPool pool{1};
    const auto slow = [] { return ::usleep(5'000), 42; };
    CHECK(pool.submit(slow).result_for(nanoseconds::max()) == 42);
    CHECK(pool.submit(slow).result_for(hours::max()) == 42);
    CHECK(pool.submit(slow).result_for(hours{24 * 365 * 290}) == 42);
    CHECK(pool.submit(slow).result_for(duration<double>{1e300}) == 42);
    const auto future = pool.submit([&] {
        while (!*go)
            ::usleep(100);
    });
    CHECK_THROWS_AS(future.result_for(nanoseconds::min()), TimeoutError);
    CHECK_THROWS_AS(future.result_for(hours::min()), TimeoutError);
    CHECK_THROWS_AS(future.result_for(0.001s), TimeoutError);
    *go = true;
}

TEST_CASE("ProcessPool::imap: each result may be dereferenced twice, as std::views::filter does") {
    ProcessPool pool{2};
    Numbers sizes;
    const auto list = [](int size) { return numbers_of(static_cast<std::size_t>(size), 0); };
    const auto not_three = [](Numbers numbers) { return numbers.size() != 3; };  // by value: a copy
    for (const auto& numbers : pool.imap(list, iota(6), {.of = 2}) | std::views::filter(not_three))
        sizes.push_back(static_cast<int>(numbers.size()));
    CHECK(sizes == Numbers{0, 1, 2, 4, 5});
}

TEST_CASE("ProcessPool accepts bools, move-only values, and functions with rvalue parameters") {
    struct Only {
        explicit Only(int value) : number{value} {}
        Only(Only&&) = default;
        Only& operator=(Only&&) = default;
        Only(const Only&) = delete;
        Only& operator=(const Only&) = delete;
        ~Only() = default;
        int number;
    };
    ProcessPool pool{1};
    using Bools = std::vector<bool>;
    CHECK(
        pool.submit([](Bools bools) { return bools.flip(), bools; }, Bools{true, false}).result() ==
        Bools{false, true});
    CHECK(pool.map([](int number) { return number % 2 == 0; }, iota(3)) ==
          Bools{true, false, true});
    CHECK(pool.submit([](Only only) { return only.number; }, Only{3}).result() == 3);
    CHECK(pool.submit([](Numbers&& moved) { return moved.size(); }, Numbers(4)).result() == 4);
}

TEST_CASE("Future::add_done_callback of a process pool takes a move-only callback") {
    ProcessPool pool{1};
    int report = 0;
    auto future = pool.submit(squared, 3);
    future.add_done_callback([&report, owned = std::make_unique<int>(1)](const auto& done) {
        report = done.result() + *owned;
    });
    future.wait();
    CHECK(report == 10);
}
