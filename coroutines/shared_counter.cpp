/// Shared counter with coroutines: one runs at a time, and others run only at its co_await
/// (cooperative). The race condition is still there, but only at that door.
///
/// The broken example, Unguarded, is a race condition in which updates are lost. It is no data
/// race, although its integer is a plain one: all tasks run on one thread, so no two accesses are
/// ever concurrent, and nothing here is undefined behaviour.
#include "common/workloads/shared_counter.hpp"

#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

struct Unguarded {
    std::int64_t value = 0;

    /// Broken on purpose: another task may write during this co_await, and its addition is
    /// overwritten.
    Task<> add() {
        const std::int64_t seen = value;
        co_await yield();
        value = seen + 1;
    }
};

struct Locked {
    Mutex mutex;
    std::int64_t value = 0;  // guarded by mutex

    Task<> add() {
        const auto lock = co_await mutex.lock();
        const std::int64_t seen = value;
        co_await yield();
        value = seen + 1;
    }
};

struct NoAwait {
    std::int64_t value = 0;

    /// No co_await between the read and the write, so no other task can run in between.
    Task<> add() {
        co_await yield();
        ++value;
    }
};

template <typename Counter>
Task<> add(Counter& counter, std::int64_t additions) {
    for (std::int64_t i = 0; i < additions; ++i)
        co_await counter.add();
}

template <typename Counter>
std::int64_t race(const Race& race) {
    Counter counter;
    std::vector<Task<>> adders;
    for (int worker = 0; worker < race.workers; ++worker)
        adders.push_back(add(counter, race.additions));
    run(gather(std::move(adders)));
    return counter.value;
}

}  // namespace

std::int64_t shared_counter_unguarded(const Race& race) {
    return coroutines::race<Unguarded>(race);
}

std::int64_t shared_counter_mutex(const Race& race) {
    return coroutines::race<Locked>(race);
}

std::int64_t shared_counter_no_await(const Race& race) {
    return coroutines::race<NoAwait>(race);
}

}  // namespace triptych::coroutines
