/// Tests Event.
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych::coroutines;

namespace {

Task<> note_when(Event& event, std::vector<int>& order, int id) {
    co_await event.wait();
    order.push_back(id);
}

}  // namespace

TEST_CASE("Event::set wakes all waiters in order, and later ones do not wait") {
    std::vector<int> order;
    const auto main = [&]() -> Task<> {
        Event event;
        for (const int id : {1, 2, 3})
            create_task(note_when(event, order, id));
        co_await some_turns(3);
        CHECK(order.empty());
        event.set();
        event.set();
        CHECK(event.is_set());
        co_await some_turns(2);
        CHECK(order == std::vector<int>{1, 2, 3});
        co_await note_when(event, order, 4);
    };
    run(main());
    CHECK(order == std::vector<int>{1, 2, 3, 4});
}

TEST_CASE("Event::clear does not stop waiters that were woken; later ones wait") {
    std::vector<int> order;
    const auto main = [&]() -> Task<> {
        Event event;
        create_task(note_when(event, order, 1));
        co_await some_turns(2);
        event.set();
        event.clear();
        CHECK_FALSE(event.is_set());
        const Future<> late = create_task(note_when(event, order, 2));
        co_await some_turns(5);
        CHECK(order == std::vector<int>{1});
        event.set();
        co_await late;
    };
    run(main());
    CHECK(order == std::vector<int>{1, 2});
}

TEST_CASE("Event::wait that was cancelled is not woken by set(), and the others are") {
    std::vector<int> order;
    const auto main = [&]() -> Task<> {
        Event event;
        const Future<> cancelled = create_task(note_when(event, order, 1));
        const Future<> other = create_task(note_when(event, order, 2));
        co_await some_turns(2);
        cancelled.cancel();
        event.set();
        co_await other;
    };
    run(main());
    CHECK(order == std::vector<int>{2});
}
