/// Queue, Condition, Barrier and Event under random use: no item is lost, there is no lost wake-up,
/// and no task passes too early. (How to run it longer: fuzz.hpp.)
#include <deque>
#include <map>
#include <optional>

#include "coroutines/primitives/barrier.hpp"
#include "coroutines/primitives/condition.hpp"
#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/queue.hpp"
#include "tests/coroutines/fuzz.hpp"

using namespace triptych;
using namespace triptych::coroutines;

namespace {

constexpr std::size_t parties = 3;

struct World {
    explicit World(Random& numbers) : random{numbers} {}

    Random& random;
    Verdict verdict;

    Queue<int> queue{2};
    std::deque<int> items;  // the items that must be in the queue
    int last_item = 0;
    std::size_t getting = 0;
    std::size_t putting = 0;
    std::size_t joining = 0;

    Mutex mutex;
    Condition condition{mutex};
    int cakes = 0;  // guarded by mutex
    std::size_t eating = 0;
    std::size_t inside = 0;

    Barrier barrier{parties};
    std::uint64_t phase = 0;
    std::map<std::uint64_t, std::size_t> arriving;  // by phase: tasks that have not returned yet
    std::map<std::uint64_t, std::size_t> passed;    // by phase: all but the last

    Event event;
    std::uint64_t times_set = 0;
    std::size_t expecting = 0;
};

Task<> put(World& world) {
    const Counted counted{world.putting};
    const int item = ++world.last_item;
    co_await world.queue.put(item);
    world.items.push_back(item);
    world.verdict.require(world.items.size() <= 2, "a queue holds no more items than its room");
}

Task<> get(World& world) {
    const Counted counted{world.getting};
    int item = 0;
    try {
        const std::chrono::hours timeout{random_below(world.random, 2)};
        if (is_one_in(world.random, 2))
            item = co_await world.queue.get();
        else
            item = co_await wait_for(world.queue.get(), timeout);
    } catch (const TimeoutError&) {
        co_return;
    }
    const bool is_first = !world.items.empty() && world.items.front() == item;
    world.verdict.require(is_first, "items are first in, first out");
    if (is_first) world.items.pop_front();
    world.queue.task_done();
}

Task<> join(World& world) {
    const Counted counted{world.joining};
    co_await world.queue.join();
}

Task<> eat(World& world) {
    std::optional<Counted> counted{world.eating};
    auto lock = co_await world.mutex.lock();
    while (world.cakes == 0)
        co_await world.condition.wait(lock);
    counted.reset();
    // Take it at once: a task that is dropped between its notification and this line would leave
    // the cake there.
    --world.cakes;
    const Counted counted_inside{world.inside};
    world.verdict.require(world.inside == 1, "Condition::wait returns with the lock held");
    if (is_one_in(world.random, 2)) co_await yield();
}

Task<> bake(World& world) {
    const auto lock = co_await world.mutex.lock();
    ++world.cakes;
    if (is_one_in(world.random, 4))
        world.condition.notify_all();
    else
        world.condition.notify_one();
    co_await some_turns(
        static_cast<int>(random_below(world.random, 4)));  // the notified task waits
}

Task<> arrive(World& world) {
    const std::uint64_t phase = world.phase;
    const Counted counted{world.arriving[phase]};
    const bool is_last = co_await world.barrier.arrive_and_wait();
    world.verdict.require(is_last == (world.phase == phase),
                          "arrive_and_wait returns true only to the last party");
    if (is_last) {
        world.verdict.require(world.arriving[phase] >= parties, "a barrier waits for all parties");
        ++world.phase;
    } else {
        world.verdict.require(++world.passed[phase] < parties,
                              "a barrier lets only its parties through");
    }
}

Task<> expect(World& world) {
    const Counted counted{world.expecting};
    const bool was_set = world.event.is_set();
    const std::uint64_t times = world.times_set;
    co_await world.event.wait();
    world.verdict.require(was_set || world.times_set > times,
                          "Event::wait returns only after set()");
}

Task<> act(World& world) {
    switch (random_below(world.random, 9)) {
        case 0:
        case 1: return put(world);
        case 2:
        case 3: return get(world);
        case 4: return join(world);
        case 5: return eat(world);
        case 6: return bake(world);
        case 7: return arrive(world);
        default: return expect(world);
    }
}

Task<> drive(World& world, int steps) {
    Crowd crowd{world.random};
    const auto make = [&] { return act(world); };
    const auto all_waiters_were_woken = [&] {
        return (world.queue.empty() || world.getting == 0) &&
               (world.queue.full() || world.putting == 0) &&
               (!world.queue.empty() || world.joining == 0) &&
               (world.cakes == 0 || world.eating == 0) && world.arriving[world.phase] < parties &&
               (!world.event.is_set() || world.expecting == 0);
    };
    for (int step = 0; step < steps && world.verdict.is_right(); ++step) {
        crowd.act(make);
        if (is_one_in(world.random, 8)) {
            world.event.set();
            ++world.times_set;
            if (is_one_in(world.random, 2)) world.event.clear();
        }
        world.verdict.require(world.items.size() == world.queue.size(), "no item is lost");
        if (is_one_in(world.random, 2)) co_await yield();
        if (is_one_in(world.random, 30)) {
            const bool is_true = co_await bebecomes_true(all_waiters_were_woken);
            world.verdict.require(is_true, "no wake-up is lost");
            world.event.clear();
        }
    }
    crowd.clear();
    world.verdict.require(world.items.size() == world.queue.size(), "no item is lost");
}

}  // namespace

TEST_CASE(
    "Queue, Condition, Barrier and Event keep their rules when tasks are cancelled or dropped") {
    fuzz(300'000, [](Random& random, int steps) {
        World world{random};
        run(drive(world, steps));
        return world.verdict.wrong();
    });
}
