/// Tests Future.
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/future.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

namespace {

template <typename T>
Task<T> wait_for_it(Future<T> future) {
    co_return co_await future;
}

Task<> set_after(int turns, Future<int> future, int value) {
    co_await some_turns(turns);
    future.set_result(value);
}

Task<std::string> error_of(Future<int> future) {
    try {
        co_await future;
    } catch (const std::runtime_error& error) {
        co_return error.what();
    }
    co_return "";
}

std::exception_ptr no_luck() {
    return std::make_exception_ptr(std::runtime_error{"no luck"});
}

}  // namespace

TEST_CASE("Future returns its result to all waiters, and to later ones") {
    const auto main = []() -> Task<std::vector<int>> {
        const Future<int> future;
        std::vector<Task<int>> waiting;
        for (int i = 0; i < 3; ++i)
            waiting.push_back(wait_for_it(future));
        const Future<> setting = create_task(set_after(3, future, 42));
        std::vector<int> results = co_await gather(std::move(waiting));
        results.push_back(co_await future);
        results.push_back(future.result());
        co_return results;
    };
    CHECK(run(main()) == std::vector<int>(5, 42));
}

TEST_CASE("Future wakes its waiters in the order in which they came") {
    std::vector<int> order;
    const auto main = [&]() -> Task<> {
        const Future<> future;
        const auto wait = [&](int id) -> Task<> {
            co_await future;
            order.push_back(id);
        };
        std::vector<Future<>> waiting;
        for (const int id : {1, 2, 3})
            waiting.push_back(create_task(wait(id)));
        co_await some_turns(2);
        future.set_result();
        for (const Future<>& task : waiting)
            co_await task;
    };
    run(main());
    CHECK(order == std::vector<int>{1, 2, 3});
}

TEST_CASE("Future throws its error in each waiter") {
    const auto main = []() -> Task<std::string> {
        const Future<int> future;
        const Future<std::string> first = create_task(error_of(future));
        const Future<std::string> second = create_task(error_of(future));
        co_await some_turns(2);
        future.set_exception(no_luck());
        std::string errors = co_await first;
        errors += co_await second;
        co_return errors;
    };
    CHECK(run(main()) == "no luckno luck");
    const Future<int> future;
    future.set_exception(no_luck());
    CHECK(future.done());
    CHECK_FALSE(future.cancelled());
    CHECK_THROWS_WITH(future.result(), "no luck");
}

TEST_CASE("Future::cancel throws Cancelled in all waiters") {
    const auto main = []() -> Task<bool> {
        const Future<int> future;
        const Future<bool> waiting = create_task(ends_cancelled(future));
        co_await some_turns(2);
        const bool could_be = future.cancel();
        const bool found = co_await waiting;
        co_return (could_be && found && future.cancelled() && future.done());
    };
    CHECK(run(main()));
    const Future<> future;
    future.cancel();
    CHECK_THROWS_AS(future.result(), Cancelled);
    CHECK_FALSE(future.cancel());
}

TEST_CASE("Future throws InvalidState without a result, and on a second one") {
    const Future<int> future;
    CHECK_THROWS_AS(future.result(), InvalidState);
    future.set_result(1);
    CHECK_THROWS_AS(future.set_result(2), InvalidState);
    CHECK_THROWS_AS(future.set_exception(no_luck()), InvalidState);
    CHECK_FALSE(future.cancel());
    CHECK(future.result() == 1);
}

TEST_CASE("Future: copies share the result, which lives as long as one of them") {
    Future<std::unique_ptr<int>> last;
    {
        const Future<std::unique_ptr<int>> first;
        last = first;
        first.set_result(std::make_unique<int>(7));
    }
    CHECK(last.done());
    CHECK(*last.result() == 7);
}

TEST_CASE("Future::add_done_callback calls in order when it is done, or at once if it is") {
    std::vector<int> called;
    const Future<> future;
    for (const int number : {1, 2}) {
        future.add_done_callback([&called, &future, number](const auto&) {
            CHECK(future.done());
            called.push_back(number);
        });
    }
    CHECK(called.empty());
    future.set_result();
    CHECK(called == std::vector<int>{1, 2});
    future.add_done_callback([&](const auto&) { called.push_back(3); });
    CHECK(called == std::vector<int>{1, 2, 3});
}

TEST_CASE("Future::add_done_callback calls also after a failure or a cancellation") {
    int called = 0;
    const Future<> failed;
    failed.add_done_callback([&](const auto&) { ++called; });
    failed.set_exception(no_luck());
    const Future<> cancelled;
    cancelled.add_done_callback([&](const auto&) { ++called; });
    cancelled.cancel();
    CHECK(called == 2);
}

TEST_CASE("Future is not cancelled when one of its waiters is") {
    const auto main = []() -> Task<int> {
        const Future<int> future;
        const Future<int> impatient = create_task(wait_for_it(future));
        const Future<int> patient = create_task(wait_for_it(future));
        co_await some_turns(2);
        impatient.cancel();
        co_await some_turns(2);
        if (!impatient.cancelled() || future.done()) co_return -1;
        future.set_result(42);
        co_return co_await patient;
    };
    CHECK(run(main()) == 42);
}
