/// Database update with processes: two processes update the same value in shared memory,
/// and between the read of the one and its write the other may come.
#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "processes/answers.hpp"
#include "processes/mutex.hpp"
#include "processes/process.hpp"
#include "processes/shared.hpp"
#include "processes/shared_array.hpp"

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

/// Where the two begin each round together. They wait awake: who has to be woken up comes too
/// late for a race.
struct Meeting {
    std::atomic<std::int64_t> arrivals{0};

    bool is_complete(std::int64_t round) const { return arrivals.load() >= 2 * (round + 1); }

    /// False if the other one does not come any more, which is asked now and then.
    bool arrive_and_wait(std::int64_t round, const std::function<bool()>& other_has_ended) {
        arrivals.fetch_add(1);
        for (int turn = 1; !is_complete(round); ++turn) {
            std::this_thread::yield();
            if (turn % 1'000 == 0 && other_has_ended()) return is_complete(round);
        }
        return true;
    }
};

template <typename Table>
void update_all(Table& table, std::span<typename Table::Value> values, Meeting& meeting,
                const std::function<bool()>& other_has_ended) {
    std::int64_t round = 0;
    for (auto& value : values) {
        if (!meeting.arrive_and_wait(round++, other_has_ended)) return;
        table.update(value);
    }
}

/// One worker is a new process, and the other this one.
template <typename Table>
std::vector<std::int64_t> race(std::int64_t rounds) {
    Shared<Table> table;
    Shared<Meeting> meeting;
    SharedArray<typename Table::Value> values{static_cast<std::size_t>(rounds)};
    // The child need not ask: it would not outlive its parent.
    Process other{[&] { update_all(*table, values.values(), *meeting, [] { return false; }); }};
    update_all(*table, values.values(), *meeting, [&] { return other.has_ended(); });
    other.join();  // says so if it was killed
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
