/// Deadlock with threads: no thread can be ended from outside. So the lock that would never come
/// throws in the thread that asks for it; the thread releases what it holds, and starts again.
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

/// `meet()` is called between the two locks.
template <typename Meet>
void add(Ledger& ledger, std::size_t worker, LockOrder order, const Meet& meet) {
    const auto first = ledger.locks.lock(worker, order.first);
    meet();
    const auto second = ledger.locks.lock(worker, order.second);
    ++ledger.additions;
}

void no_meeting() {}

/// Runs `work(0)` and `work(1)` at the same time. If they deadlock, the one whose lock would
/// close the ring gets a DeadlockError; its addition is made once both have ended.
template <typename Work>
void both(Ledger& ledger, std::vector<Deadlock>& deadlocks, const Work& work) {
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
    if (victim) add(ledger, *victim, in_order, no_meeting);
}

}  // namespace

DeadlockReport deadlock(std::int64_t rounds) {
    Ledger ledger;
    DeadlockReport report;
    both(ledger, report.deadlocks, [&](std::size_t worker) {
        for (std::int64_t i = 0; i < rounds; ++i)
            add(ledger, worker, in_order, no_meeting);
    });
    report.additions = ledger.additions;
    return report;
}

/// Broken on purpose: a deadlock. Each thread holds one lock and waits for the other's. Nothing
/// here is undefined behaviour, and there is no data race: without the watched locks both would
/// wait for ever.
///
/// The victim tries again only when the other has ended. If both released their locks and tried
/// again at once, they could refuse each other for ever: that would be a livelock.
DeadlockReport deadlock_opposite(std::int64_t rounds) {
    Ledger ledger;
    DeadlockReport report;
    for (std::int64_t i = 0; i < rounds; ++i) {
        std::latch meeting{2};
        both(ledger, report.deadlocks, [&](std::size_t worker) {
            add(ledger, worker, opposite(worker), [&] { meeting.arrive_and_wait(); });
        });
    }
    report.additions = ledger.additions;
    return report;
}

}  // namespace triptych::threads
