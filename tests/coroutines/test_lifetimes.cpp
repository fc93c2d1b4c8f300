/// Tests how loops end: close(), run() after errors, loops inside loops.
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/errors.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

TEST_CASE("EventLoop::close returns although a task catches Cancelled for ever") {
    int cancelled = 0;
    Event never;
    const auto stubborn = [&]() -> Task<> {
        for (;;) {
            try {
                co_await never.wait();
            } catch (const Cancelled&) {
                ++cancelled;
            }
        }
    };
    const auto busy = []() -> Task<> {
        for (;;) {
            try {
                co_await sleep_for(1ms);
            } catch (const Cancelled&) {
            }
        }
    };
    EventLoop loop;
    create_task(stubborn());
    run_until_complete(loop, some_turns(2));
    loop.close();
    CHECK(cancelled == 1);
    create_task(busy());
    run_until_complete(loop, some_turns(2));
    loop.close(10ms);
    CHECK(loop.pending_tasks() == 2);
}

TEST_CASE("EventLoop::close waits for ever if that is asked for, in any unit") {
    EventLoop loop;
    const Future<> task = create_task(sleep_long());
    run_until_complete(loop, some_turns(2));
    loop.close(std::chrono::hours::max());
    CHECK(task.cancelled());
}

TEST_CASE("EventLoop drops, when it is destroyed, a task that a callback creates then") {
    struct Creator {
        explicit Creator(std::shared_ptr<int> handed_on) : alive{std::move(handed_on)} {}
        Creator(const Creator&) = delete;
        Creator& operator=(const Creator&) = delete;
        ~Creator() {
            const auto hold = [](std::shared_ptr<int> /*held*/) -> Task<> { co_return; };
            create_task(hold(alive));
        }
        std::shared_ptr<int> alive;
    };
    const auto alive = std::make_shared<int>(0);
    {
        EventLoop loop;
        loop.call_soon([creator = std::make_shared<Creator>(alive)] { (void)creator; });
    }
    CHECK(alive.use_count() == 1);
}

TEST_CASE("run cleans up although a callback throws") {
    bool has_tidied_up = false;
    const auto clean_up = [&]() -> Task<> {
        try {
            co_await sleep_long();
        } catch (const Cancelled&) {
        }
        call_soon([] { throw std::runtime_error{"callback"}; });
        co_await some_turns(5);
        has_tidied_up = true;
    };
    SECTION("in a task that was created") {
        const auto main = [&]() -> Task<> {
            create_task(clean_up());
            co_await some_turns(3);
        };
        CHECK(error_of_call([&] { run(main()); }) == "callback");
    }
    SECTION("in the main task") {
        const auto main = [&]() -> Task<> {
            call_soon([] { throw std::runtime_error{"first"}; });
            co_await clean_up();
        };
        CHECK(error_of_call([&] { run(main()); }) == "first");
    }
    CHECK(has_tidied_up);
}

TEST_CASE("run_until_complete throws logic_error if the loop is running") {
    EventLoop loop;
    std::string error;
    const auto nested = [&]() -> Task<> {
        co_await yield();
        error = error_of_call([&] { run_until_complete(loop, some_turns(1)); });
        CHECK(run(value_after(2, 42)) == 42);  // another loop may run meanwhile
        co_await yield();
    };
    run_until_complete(loop, nested());
    CHECK(error.find("running already") != std::string::npos);
}

TEST_CASE("EventLoop: loops may be destroyed in any order, and the running one is current") {
    auto first = std::make_unique<EventLoop>();
    auto second = std::make_unique<EventLoop>();
    auto third = std::make_unique<EventLoop>();
    const auto use = [](int value) -> Task<int> {
        co_return co_await create_task(value_after(3, value));
    };
    CHECK(run_until_complete(*first, use(1)) == 1);
    create_task(sleep_long());  // on the third loop
    second.reset();
    CHECK(run_until_complete(*third, use(3)) == 3);
    third.reset();
    CHECK(run_until_complete(*first, use(1)) == 1);
    first.reset();
    CHECK_FALSE(EventLoop::exists());
}

TEST_CASE("create_task: the future throws the exception of a result's move constructor") {
    struct Heavy {
        explicit Heavy(int moves) : left{moves} {}
        Heavy(Heavy&& other) : left{other.left - 1} {
            if (left < 0) throw std::runtime_error{"cannot be moved"};
        }
        Heavy& operator=(Heavy&&) = delete;
        ~Heavy() = default;
        int left;
    };
    const auto make = [](int moves) -> Task<Heavy> { co_return Heavy{moves}; };
    const auto main = [&]() -> Task<int> {
        int failed = 0;
        for (int moves = 0; moves < 6; ++moves) {
            try {
                co_await create_task(make(moves));
            } catch (const std::runtime_error&) {
                ++failed;
            }
        }
        co_return failed;
    };
    CHECK(run(main()) >= 1);
}

TEST_CASE("PromiseBase::coroutine is the coroutine of the whole promise") {
    const auto are_the_same = [](auto handle) {
        return handle.promise().coroutine().address() == handle.address();
    };
    const auto check = [&]<typename T>(const T& value) {
        const auto make = [](T copy) -> Task<T> { co_return copy; };
        Task<T> task = make(value);
        struct Receiver final : Parent {
            void failed(PromiseBase&, std::exception_ptr) noexcept override {}
            void ended(PromiseBase&) noexcept override {}
        } receiver;
        const EventLoop loop;
        CHECK(are_the_same(task.begin(receiver)));
    };
    check(char{'a'});
    check(std::string{"text"});
    check(std::vector<double>{1.5});
}
