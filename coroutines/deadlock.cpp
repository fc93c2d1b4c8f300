/// Deadlock with coroutines: when two tasks wait for each other, the event loop has nothing left
/// to run, and returns. Then one of them is cancelled where it waits, and starts again.
#include "common/workloads/deadlock.hpp"

#include <optional>
#include <vector>

#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/watched_locks.hpp"

namespace triptych::coroutines {
namespace {

struct Ledger {
    WatchedLocks locks;
    std::int64_t additions = 0;  // guarded by both locks
};

/// Both tasks yield after their first lock, so each holds one when it asks for the second.
Task<> add(Ledger& ledger, std::size_t worker, LockOrder order) {
    const auto first = co_await ledger.locks.lock(worker, order.first);
    co_await yield();
    const auto second = co_await ledger.locks.lock(worker, order.second);
    ++ledger.additions;
}

/// Runs `work(0)` and `work(1)` concurrently. If they deadlock, cancels the second one; its
/// addition is repeated after both have ended.
template <typename Work>
void run_both(EventLoop& loop, Ledger& ledger, std::vector<Deadlock>& deadlocks, const Work& work) {
    const auto begun = Clock::now();
    std::optional<std::size_t> victim;
    std::vector<Future<>> workers;
    for (std::size_t worker = 0; worker < 2; ++worker)
        workers.push_back(create_task(work(worker)));
    loop.run();  // until both have ended, or neither can go on
    const auto cycle = ledger.locks.deadlock_of(1);
    if (!cycle.empty()) {
        deadlocks.push_back({cycle, Clock::now() - begun});
        victim = 1;
        workers[*victim].cancel();
        loop.run();
    }
    if (victim) run_until_complete(loop, add(ledger, *victim, in_order));
}

}  // namespace

DeadlockReport deadlock(std::int64_t rounds) {
    Ledger ledger;
    EventLoop loop;
    DeadlockReport report;
    // NOLINTNEXTLINE(cppcoreguidelines-avoid-capturing-lambda-coroutines): it outlives both tasks
    run_both(loop, ledger, report.deadlocks, [&](std::size_t worker) -> Task<> {
        for (std::int64_t i = 0; i < rounds; ++i)
            co_await add(ledger, worker, in_order);
    });
    report.additions = ledger.additions;
    return report;
}

/// Broken on purpose: a deadlock. Each task holds one lock and waits for the other's. Nothing here
/// is undefined behaviour, and there is no data race: the loop has no task left to run, and
/// returns.
DeadlockReport deadlock_opposite(std::int64_t rounds) {
    Ledger ledger;
    EventLoop loop;
    DeadlockReport report;
    for (std::int64_t i = 0; i < rounds; ++i)
        run_both(loop, ledger, report.deadlocks,
                 [&](std::size_t worker) { return add(ledger, worker, opposite(worker)); });
    report.additions = ledger.additions;
    return report;
}

}  // namespace triptych::coroutines
