/// Mutex and Semaphore under random use: never too many tasks inside, no lost wake-up, first come,
/// first served. (How to run it longer: fuzz.hpp.)
#include <algorithm>
#include <list>

#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/tracer.hpp"
#include "tests/coroutines/fuzz.hpp"

using namespace triptych;
using namespace triptych::coroutines;

namespace {

/// Counts turns, to distinguish tasks that have waited from those that have not.
struct Turns final : Tracer {
    void runs(const PromiseBase& /*task*/) noexcept override { ++count; }
    std::uint64_t count = 0;
};

/// A model of one lock: which tasks wait, in which order, and how many are inside.
struct Model {
    std::size_t most = 1;
    std::size_t inside = 0;
    std::list<int> waiting;
};

/// A place in the queue of the model.
class Ticket {
public:
    explicit Ticket(Model& model)
        : model_{model}, place_{model.waiting.insert(model.waiting.end(), 0)} {}
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    ~Ticket() { leave(); }

    bool is_first() const { return place_ == model_.waiting.begin(); }
    void leave() {
        if (place_ != model_.waiting.end())
            model_.waiting.erase(std::exchange(place_, model_.waiting.end()));
    }

private:
    Model& model_;
    std::list<int>::iterator place_;  // end() after it has left
};

struct World {
    explicit World(Random& numbers) : random{numbers} { models[1].most = 3; }

    Random& random;
    Verdict verdict;
    Turns turns;
    Mutex mutex;
    Semaphore semaphore{3};
    Model models[2];  // for the mutex and for the semaphore
};

template <typename Ask>
Task<> hold(World& world, Model& model, Ask ask) {
    Ticket ticket{model};
    const auto turns = world.turns.count;
    const auto held = co_await ask(world);
    if (world.turns.count != turns)
        world.verdict.require(ticket.is_first(), "first come, first served");
    ticket.leave();
    const Counted counted{model.inside};
    world.verdict.require(model.inside <= model.most, "never more tasks inside than permits");
    co_await some_turns(static_cast<int>(random_below(world.random, 4)));
}

auto lock(World& world) {
    return world.mutex.lock();
}

auto acquire(World& world) {
    return world.semaphore.acquire();
}

Task<> act(World& world) {
    if (is_one_in(world.random, 2)) return hold(world, world.models[0], lock);
    return hold(world, world.models[1], acquire);
}

Task<> drive(World& world, int steps) {
    Crowd crowd{world.random};
    EventLoop::current().set_tracer(&world.turns);
    const auto make = [&] { return act(world); };
    const auto no_task_waits = [&] {
        return world.models[0].waiting.empty() && world.models[1].waiting.empty();
    };
    for (int step = 0; step < steps && world.verdict.is_right(); ++step) {
        crowd.act(make);
        if (is_one_in(world.random, 2)) co_await yield();
        if (is_one_in(world.random, 50)) {
            const bool is_true = co_await bebecomes_true(no_task_waits);
            world.verdict.require(is_true, "no wake-up is lost");
        }
    }
    crowd.clear();
    for (const auto& model : world.models)
        world.verdict.require(model.inside == 0 && model.waiting.empty(), "all have left");
    const auto before = world.turns.count;
    const auto held = co_await world.mutex.lock();
    const auto one = co_await world.semaphore.acquire();
    const auto another = co_await world.semaphore.acquire();
    const auto last = co_await world.semaphore.acquire();
    world.verdict.require(world.turns.count == before, "a lock that no task holds is free");
    EventLoop::current().set_tracer(nullptr);
}

}  // namespace

TEST_CASE("Mutex and Semaphore keep their rules when tasks are cancelled, dropped or timed out") {
    fuzz(300'000, [](Random& random, int steps) {
        World world{random};
        try {
            run(drive(world, steps));
        } catch (const std::logic_error&) {
            world.verdict.require(false, "a lock that no task holds is free");
        }
        return world.verdict.wrong();
    });
}
