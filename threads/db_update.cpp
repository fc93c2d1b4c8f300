/// Database update with threads: two threads update the same value. Between the read and the
/// write of one, the other may write: its update is lost.
#include "common/workloads/db_update.hpp"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace triptych::threads {
namespace {

struct Unguarded {
    using Value = std::atomic<std::int64_t>;

    /// Broken on purpose: a race condition. If the other thread reads between this read and this
    /// write, one of the two updates is lost. It is no data race, and so no undefined behaviour,
    /// because both accesses are atomic: but two atomic steps are not one.
    static void update(Value& value) {
        const std::int64_t seen = value.load();
        std::this_thread::yield();
        value.store(updated(seen));
    }
};

struct Locked {
    using Value = std::int64_t;  // guarded by mutex

    std::mutex mutex;

    void update(Value& value) {
        const std::lock_guard lock{mutex};
        value = updated(value);
    }
};

/// A barrier at which both threads start each round together. They spin, because a thread that
/// sleeps wakes up too late for a race. Requires: both threads take part in every round.
struct SpinBarrier {
    std::atomic<std::int64_t> arrivals{0};

    void arrive_and_wait(std::int64_t round) {
        arrivals.fetch_add(1);
        while (arrivals.load() < 2 * (round + 1))
            std::this_thread::yield();
    }
};

template <typename Table>
void update_all(Table& table, std::span<typename Table::Value> values, SpinBarrier& barrier) {
    std::int64_t round = 0;
    for (auto& value : values) {
        barrier.arrive_and_wait(round++);
        table.update(value);
    }
}

/// One worker is a new thread, the other is the calling thread.
template <typename Table>
std::vector<std::int64_t> race(std::int64_t rounds) {
    Table table;
    SpinBarrier barrier;
    std::vector<typename Table::Value> values(static_cast<std::size_t>(rounds));
    std::jthread other{[&] { update_all(table, values, barrier); }};
    update_all(table, values, barrier);
    other.join();
    return {values.begin(), values.end()};
}

}  // namespace

std::vector<std::int64_t> db_update_unguarded(std::int64_t rounds) {
    return race<Unguarded>(rounds);
}

std::vector<std::int64_t> db_update_mutex(std::int64_t rounds) {
    return race<Locked>(rounds);
}

}  // namespace triptych::threads
