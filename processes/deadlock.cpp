/// Deadlock with processes: a process can be ended from outside, and a robust lock outlives its
/// owner. So the parent watches, ends one of the two, and makes its addition itself.
#include "common/workloads/deadlock.hpp"

#include <chrono>
#include <optional>
#include <vector>

#include "processes/primitives/meeting.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/watched_locks.hpp"

namespace triptych::processes {
namespace {

struct Ledger {
    WatchedLocks locks;
    Shared<std::int64_t> additions{0};  // guarded by both locks
};

/// `meet()` is called between the two locks.
template <typename Meet>
void add(Ledger& ledger, std::size_t worker, LockOrder order, const Meet& meet) {
    const auto first = ledger.locks.lock(worker, order.first);
    meet();
    const auto second = ledger.locks.lock(worker, order.second);
    ++*ledger.additions;
}

void no_meeting() {}

/// Runs `work(0)` and `work(1)` at the same time. If they deadlock, the parent ends the one that
/// closed the ring; its addition is made once both have ended.
template <typename Work>
void both(Ledger& ledger, std::vector<Deadlock>& deadlocks, const Work& work) {
    const auto begun = std::chrono::steady_clock::now();
    std::optional<std::size_t> victim;
    std::vector<Process> workers;
    for (std::size_t worker = 0; worker < 2; ++worker)
        workers.emplace_back([&, worker] { work(worker); });
    while (const auto waiting = ledger.locks.next_waiting()) {
        const auto who = ledger.locks.deadlock_of(*waiting);
        if (who.empty()) continue;
        deadlocks.push_back({who, std::chrono::steady_clock::now() - begun});
        victim = waiting;
        ledger.locks.end(*victim, workers[*victim]);
        static_cast<void>(workers[*victim].wait());  // reaps it; how it ended is known
    }
    for (Process& worker : workers)
        if (worker.pid() != 0) worker.join();
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
    report.additions = *ledger.additions;
    return report;
}

/// Broken on purpose: a deadlock. Each process holds one lock and waits for the other's. Nothing
/// here is undefined behaviour, and there is no data race: without the parent both would wait for
/// ever.
DeadlockReport deadlock_opposite(std::int64_t rounds) {
    DeadlockReport report;
    for (std::int64_t i = 0; i < rounds; ++i) {
        Ledger ledger;  // a new one: the parent learns that all have exited from its pipe's end
        Meeting meeting;
        both(ledger, report.deadlocks, [&](std::size_t worker) {
            add(ledger, worker, opposite(worker), [&] { meeting.arrive_and_wait(0); });
        });
        report.additions += *ledger.additions;
    }
    return report;
}

}  // namespace triptych::processes
