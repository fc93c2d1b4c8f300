/// Database update with processes: two processes update the same value in shared memory. Between
/// the read and the write of one, the other may write: its update is lost.
#include "common/workloads/db_update.hpp"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "processes/primitives/mutex.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/shared_array.hpp"
#include "processes/primitives/spin_barrier.hpp"

namespace triptych::processes {
namespace {

struct Unguarded {
    using Value = std::atomic<std::int64_t>;

    /// Broken on purpose: a race condition. If the other process reads between this read and this
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

    Mutex mutex;

    void update(Value& value) {
        const std::lock_guard lock{mutex};
        value = updated(value);
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

/// One worker is a new process, the other is the calling process.
template <typename Table>
std::vector<std::int64_t> race(std::int64_t rounds) {
    Shared<Table> table;
    SpinBarrier barrier;
    SharedArray<typename Table::Value> values{static_cast<std::size_t>(rounds)};
    Process other{[&] { update_all(*table, values.values(), barrier); }};
    barrier.watch(other);
    update_all(*table, values.values(), barrier);
    other.join();
    return {values.values().begin(), values.values().end()};
}

}  // namespace

std::vector<std::int64_t> db_update_unguarded(std::int64_t rounds) {
    return race<Unguarded>(rounds);
}

std::vector<std::int64_t> db_update_mutex(std::int64_t rounds) {
    return race<Locked>(rounds);
}

}  // namespace triptych::processes
