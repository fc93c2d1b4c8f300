/// Database update with processes: two processes update the same value in shared memory,
/// and between the read of the one and its write the other may come.
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "processes/answers.hpp"
#include "processes/mutex.hpp"
#include "processes/process_pool.hpp"
#include "processes/shared.hpp"
#include "processes/shared_array.hpp"

namespace triptych::processes {
namespace {

struct Unguarded {
    using Value = std::atomic<std::int64_t>;

    /// Read, give way, write. If the other process read the same, one update is lost.
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

/// Where the two begin each round together. They wait awake: who has to be woken up comes too
/// late for a race. Requires: both come to every round.
struct Meeting {
    std::atomic<std::int64_t> arrivals{0};

    void arrive_and_wait(std::int64_t round) {
        arrivals.fetch_add(1);
        while (arrivals.load() < 2 * (round + 1))
            std::this_thread::yield();
    }
};

template <typename Table>
void update_all(Table& table, std::span<typename Table::Value> values, Meeting& meeting) {
    std::int64_t round = 0;
    for (auto& value : values) {
        meeting.arrive_and_wait(round++);
        table.update(value);
    }
}

/// Both workers are new processes. A pool has an eye on them, for one that is killed would be
/// waited for in vain.
template <typename Table>
std::vector<std::int64_t> race(std::int64_t rounds) {
    Shared<Table> table;
    Shared<Meeting> meeting;
    SharedArray<typename Table::Value> values{static_cast<std::size_t>(rounds)};
    ProcessPool pool{2, OnDeath::break_pool};
    const auto update = [&] { update_all(*table, values.values(), *meeting); };
    const auto one = pool.submit(update);
    const auto other = pool.submit(update);
    one.result();
    other.result();
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
