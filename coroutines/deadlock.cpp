/// Deadlock with coroutines: when two wait for each other, the loop has nobody left to run, and
/// comes back. Then one of them is cancelled where it waits, and begins anew.
#include <vector>

#include "coroutines/answers.hpp"
#include "coroutines/create_task.hpp"
#include "coroutines/run.hpp"
#include "coroutines/watched_locks.hpp"

namespace triptych::coroutines {
namespace {

struct Ledger {
    WatchedLocks locks;
    std::int64_t additions = 0;  // guarded by both locks
};

Task<> add(Ledger& ledger, std::size_t worker, LockOrder order) {
    const auto one = co_await ledger.locks.lock(worker, order.first);
    co_await yield();  // here they meet: the other has its first lock when this goes on
    const auto other = co_await ledger.locks.lock(worker, order.second);
    ++ledger.additions;
}

Task<> add_many(Ledger& ledger, std::size_t worker, std::int64_t rounds) {
    for (std::int64_t i = 0; i < rounds; ++i)
        co_await add(ledger, worker, in_order);
}

/// Broken on purpose: a deadlock. Each task holds one lock and waits for the other's. Nothing here
/// is undefined behaviour, and there is no data race: the loop has no task left to run, and
/// returns.
void round(EventLoop& loop, Ledger& ledger, std::vector<Deadlock>& deadlocks) {
    const auto begun = Clock::now();
    std::vector<Future<>> workers;
    for (std::size_t worker = 0; worker < 2; ++worker)
        workers.push_back(create_task(add(ledger, worker, opposite(worker))));
    loop.run();  // until both have ended, or nobody is left who could go on
    const auto who = ledger.locks.deadlock_of(1);
    if (who.empty()) return;
    deadlocks.push_back({who, Clock::now() - begun});
    workers[1].cancel();
    loop.run();
    run_until_complete(loop, add(ledger, 1, in_order));
}

}  // namespace

Knot deadlock(std::int64_t rounds) {
    Ledger ledger;
    EventLoop loop;
    for (std::size_t worker = 0; worker < 2; ++worker)
        create_task(add_many(ledger, worker, rounds));
    loop.run();
    return {ledger.additions, {}};
}

Knot deadlock_opposite(std::int64_t rounds) {
    Ledger ledger;
    EventLoop loop;
    Knot knot;
    for (std::int64_t i = 0; i < rounds; ++i)
        round(loop, ledger, knot.deadlocks);
    knot.additions = ledger.additions;
    return knot;
}

}  // namespace triptych::coroutines
