/// Deadlock with threads: nobody can end a thread from outside. So the lock that would never come
/// throws in the thread that asks for it, which lets go of what it holds, and begins anew.
#include <latch>
#include <optional>
#include <thread>

#include "threads/answers.hpp"
#include "threads/watched_locks.hpp"

namespace triptych::threads {
namespace {

struct Ledger {
    WatchedLocks locks;
    std::int64_t additions = 0;  // guarded by both locks
};

void nothing_in_between() {}

template <typename Pause>
void add(Ledger& ledger, std::size_t worker, LockOrder order, const Pause& in_between) {
    const auto one = ledger.locks.lock(worker, order.first);
    in_between();
    const auto other = ledger.locks.lock(worker, order.second);
    ++ledger.additions;
}

/// One worker is a new thread, and the other this one.
template <typename Work>
void both(const Work& work) {
    std::jthread other{[&] { work(1); }};
    work(0);
    other.join();
}

/// Broken on purpose: a deadlock. Each thread holds one lock and waits for the other's. Nothing
/// here is undefined behaviour, and there is no data race: without the watch both would wait for
/// ever.
///
/// The refused worker tries again only when the other has ended. If both let go and both tried
/// again at once, they could refuse each other for ever: that would be a livelock.
void round(Ledger& ledger, std::vector<Deadlock>& deadlocks) {
    const auto begun = std::chrono::steady_clock::now();
    std::latch meeting{2};
    std::optional<std::size_t> refused;  // written by one of the two, read when both have ended
    both([&](std::size_t worker) {
        try {
            add(ledger, worker, opposite(worker), [&] { meeting.arrive_and_wait(); });
        } catch (const DeadlockError& error) {
            deadlocks.push_back({error.what(), std::chrono::steady_clock::now() - begun});
            refused = worker;
        }
    });
    if (refused) add(ledger, *refused, in_order, nothing_in_between);
}

}  // namespace

Knot deadlock(std::int64_t rounds) {
    Ledger ledger;
    both([&](std::size_t worker) {
        for (std::int64_t i = 0; i < rounds; ++i)
            add(ledger, worker, in_order, nothing_in_between);
    });
    return {ledger.additions, {}};
}

Knot deadlock_opposite(std::int64_t rounds) {
    Ledger ledger;
    Knot knot;
    for (std::int64_t i = 0; i < rounds; ++i)
        round(ledger, knot.deadlocks);
    knot.additions = ledger.additions;
    return knot;
}

}  // namespace triptych::threads
