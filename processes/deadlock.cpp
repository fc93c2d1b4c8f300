/// Deadlock with processes: a process can be killed from outside, and a robust mutex outlives its
/// owner. So the parent watches, kills one of the two, and makes the addition of that one itself.
#include "common/workloads/deadlock.hpp"

#include <chrono>
#include <optional>
#include <vector>

#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/spin_barrier.hpp"
#include "processes/primitives/watched_locks.hpp"

namespace triptych::processes {
namespace {

struct Ledger {
    WatchedLocks locks;
    Shared<std::int64_t> additions{0};  // guarded by both locks
};

/// Calls `rendezvous()` between the two locks.
template <typename Rendezvous>
void add(Ledger& ledger, std::size_t worker, LockOrder order, const Rendezvous& rendezvous) {
    const auto first = ledger.locks.lock(worker, order.first);
    rendezvous();
    const auto second = ledger.locks.lock(worker, order.second);
    ++*ledger.additions;
}

void no_rendezvous() {}

/// Runs `work(0)` and `work(1)` at the same time. If they deadlock, the parent kills the worker
/// that closed the cycle. The parent makes its addition when both have ended.
template <typename Work>
void run_both(Ledger& ledger, std::vector<Deadlock>& deadlocks, const Work& work) {
    const auto begun = std::chrono::steady_clock::now();
    std::optional<std::size_t> victim;
    std::vector<Process> workers;
    for (std::size_t worker = 0; worker < 2; ++worker)
        workers.emplace_back([&, worker] { work(worker); });
    while (const auto waiting = ledger.locks.next_waiting()) {
        const auto cycle = ledger.locks.deadlock_of(*waiting);
        if (cycle.empty()) continue;
        deadlocks.push_back({cycle, std::chrono::steady_clock::now() - begun});
        victim = waiting;
        ledger.locks.end(*victim, workers[*victim]);
        static_cast<void>(workers[*victim].wait());  // reaps it: we know how it ended
    }
    for (Process& worker : workers)
        if (worker.pid() != 0) worker.join();
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
    report.additions = *ledger.additions;
    return report;
}

/// Broken on purpose: a deadlock. Each process holds one lock and waits for the other's. There is
/// no data race and no undefined behaviour: without the parent, both would wait for ever.
DeadlockReport deadlock_opposite(std::int64_t rounds) {
    DeadlockReport report;
    for (std::int64_t i = 0; i < rounds; ++i) {
        Ledger ledger;  // a new one, because the end-of-file on its pipe ends the watching
        SpinBarrier rendezvous;
        run_both(ledger, report.deadlocks, [&](std::size_t worker) {
            add(ledger, worker, opposite(worker), [&] { rendezvous.arrive_and_wait(0); });
        });
        report.additions += *ledger.additions;
    }
    return report;
}

}  // namespace triptych::processes
