/// Deadlock with threads: no thread can be killed from outside. So the call that would close the
/// cycle throws an exception instead; its thread releases the lock that it holds, and starts again.
#include "common/workloads/deadlock.hpp"

#include <chrono>
#include <latch>
#include <optional>
#include <thread>
#include <vector>

#include "threads/primitives/watched_locks.hpp"

namespace triptych::threads {
namespace {

struct Ledger {
    WatchedLocks locks;
    std::int64_t additions = 0;  // guarded by both locks
};

/// Calls `rendezvous()` between the two locks.
template <typename Rendezvous>
void add(Ledger& ledger, std::size_t worker, LockOrder order, const Rendezvous& rendezvous) {
    const auto first = ledger.locks.lock(worker, order.first);
    rendezvous();
    const auto second = ledger.locks.lock(worker, order.second);
    ++ledger.additions;
}

void no_rendezvous() {}

/// Runs `work(0)` and `work(1)` at the same time. If they deadlock, the worker whose lock would
/// close the cycle gets a DeadlockError. It makes its addition when both have ended.
template <typename Work>
void run_both(Ledger& ledger, std::vector<Deadlock>& deadlocks, const Work& work) {
    const auto begun = std::chrono::steady_clock::now();
    std::optional<std::size_t> victim;  // written by one of the two, read once both have ended
    const auto watched = [&](std::size_t worker) {
        try {
            work(worker);
        } catch (const DeadlockError& error) {
            deadlocks.push_back({error.what(), std::chrono::steady_clock::now() - begun});
            victim = worker;
        }
    };
    std::jthread other{[&] { watched(1); }};
    watched(0);
    other.join();
    if (victim) add(ledger, *victim, in_order, no_rendezvous);
}

}  // namespace

DeadlockReport deadlock(std::int64_t rounds) {
    Ledger ledger;
    DeadlockReport report;
    run_both(ledger, report.deadlocks, [&](std::size_t worker) {
        for (std::int64_t i = 0; i < rounds; ++i)
            add(ledger, worker, in_order, no_rendezvous);
    });
    report.additions = ledger.additions;
    return report;
}

/// Broken on purpose: a deadlock. Each thread holds one lock and waits for the other's. There is no
/// data race and no undefined behaviour: with ordinary mutexes, both threads would wait for ever.
///
/// The victim tries again only when the other thread has ended. If both released their locks and
/// tried again at once, they could meet in the same deadlock for ever: that would be a livelock.
DeadlockReport deadlock_opposite(std::int64_t rounds) {
    Ledger ledger;
    DeadlockReport report;
    for (std::int64_t i = 0; i < rounds; ++i) {
        std::latch rendezvous{2};
        run_both(ledger, report.deadlocks, [&](std::size_t worker) {
            add(ledger, worker, opposite(worker), [&] { rendezvous.arrive_and_wait(); });
        });
    }
    report.additions = ledger.additions;
    return report;
}

}  // namespace triptych::threads
