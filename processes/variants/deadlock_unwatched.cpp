/// Broken on purpose: a deadlock of two processes that no watchdog watches. Both wait until they
/// are killed. (Two threads in a deadlock cannot be killed alone: the whole program would have to
/// end.)
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "common/workloads/deadlock.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/spin_barrier.hpp"
#include "processes/primitives/watched_locks.hpp"

namespace triptych::processes {
namespace {

struct Ledger {
    WatchedLocks locks;
    std::atomic<std::int64_t>& ended;
};

/// Its destructor counts the worker as ended, whether the worker returned or threw.
struct CountAtEnd {
    explicit CountAtEnd(std::atomic<std::int64_t>& counted) : ended{counted} {}
    CountAtEnd(const CountAtEnd&) = delete;
    CountAtEnd& operator=(const CountAtEnd&) = delete;
    ~CountAtEnd() { ++ended; }
    std::atomic<std::int64_t>& ended;
};

void lock_both(Ledger& ledger, std::size_t worker, LockOrder order, SpinBarrier& barrier) {
    const CountAtEnd count{ledger.ended};
    const auto first = ledger.locks.lock(worker, order.first);
    barrier.arrive_and_wait(0);
    const auto second = ledger.locks.lock(worker, order.second);
}

/// Runs both workers until each waits for the other, and for `time_given` after that. Then kills
/// both.
void run_both(Ledger& ledger) {
    constexpr std::chrono::milliseconds time_given{10};
    SpinBarrier barrier;
    std::vector<Process> workers;
    for (std::size_t worker = 0; worker < 2; ++worker)
        workers.emplace_back([&, worker] { lock_both(ledger, worker, opposite(worker), barrier); });
    for (std::size_t worker = 0; worker < 2; ++worker)
        ledger.locks.next_waiting();
    std::this_thread::sleep_for(time_given);
    const std::int64_t ended = ledger.ended;
    for (Process& worker : workers) {
        worker.kill();
        static_cast<void>(worker.wait());
    }
    ledger.ended = ended;  // killing the first freed its lock, so the second may have ended since
}

}  // namespace

std::int64_t deadlock_unwatched(std::int64_t rounds) {
    Shared<std::atomic<std::int64_t>> ended{0};
    for (std::int64_t i = 0; i < rounds; ++i) {
        Ledger ledger{{}, *ended};
        run_both(ledger);
    }
    return *ended;
}

}  // namespace triptych::processes
