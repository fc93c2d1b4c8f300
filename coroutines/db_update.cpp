/// Database update with coroutines: two tasks update the same value. Between the read and the
/// write of one, the other may write only if there is a co_await: then an update is lost.
#include "common/workloads/db_update.hpp"

#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

using Value = std::int64_t;

struct Unguarded {
    /// Broken on purpose: a race condition. If the other task reads during this co_await, one of
    /// the two updates is lost. It is no data race, and so no undefined behaviour: one thread runs
    /// both.
    static Task<> update(Value& value) {
        const std::int64_t seen = value;
        co_await yield();
        value = updated(seen);
    }
};

struct Locked {
    Mutex mutex;

    Task<> update(Value& value) {
        const auto lock = co_await mutex.lock();
        const std::int64_t seen = value;
        co_await yield();
        value = updated(seen);
    }
};

struct NoAwait {
    /// No co_await between the read and the write, so no other task can run in between.
    static Task<> update(Value& value) {
        co_await yield();
        value = updated(value);
    }
};

/// The event loop runs the two in turn, so no barrier is needed.
template <typename Table>
Task<> update_all(Table& table, std::span<Value> values) {
    for (Value& value : values)
        co_await table.update(value);
}

template <typename Table>
std::vector<std::int64_t> race(std::int64_t rounds) {
    Table table;
    std::vector<Value> values(static_cast<std::size_t>(rounds));
    std::vector<Task<>> workers;
    for (int worker = 0; worker < 2; ++worker)
        workers.push_back(update_all(table, values));
    run(gather(std::move(workers)));
    return values;
}

}  // namespace

std::vector<std::int64_t> db_update_unguarded(std::int64_t rounds) {
    return race<Unguarded>(rounds);
}

std::vector<std::int64_t> db_update_mutex(std::int64_t rounds) {
    return race<Locked>(rounds);
}

std::vector<std::int64_t> db_update_no_await(std::int64_t rounds) {
    return race<NoAwait>(rounds);
}

}  // namespace triptych::coroutines
