/// Shared counter with processes: each child has its own memory. Only a shared mapping is the same
/// memory for all; there, the race is the same as with threads.
///
/// The broken example, Unguarded, is a race condition in which updates are lost. It is no data
/// race, because both of its accesses are atomic: the behaviour is defined, and only the result
/// depends on the schedule. A plain integer in shared memory would be a data race, as between
/// threads. Both accesses have the default memory order, sequentially consistent, so the loss does
/// not come from a weaker order.
#include "common/workloads/shared_counter.hpp"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "common/cache_line.hpp"
#include "processes/primitives/mutex.hpp"
#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/shared_array.hpp"

namespace triptych::processes {
namespace {

struct Unguarded {
    std::atomic<std::int64_t> value{0};

    /// Broken on purpose: another process may write between this read and this write, and its
    /// addition is overwritten.
    void add() {
        const std::int64_t seen = value.load();
        std::this_thread::yield();
        value.store(seen + 1);
    }
};

struct Locked {
    Mutex mutex;
    std::int64_t value = 0;  // guarded by mutex

    void add() {
        const std::lock_guard lock{mutex};
        ++value;
    }
};

/// The addition is one atomic step, also between processes, because the atomic is lock-free: a lock
/// inside it would be private to each process. Its memory order is the default, sequentially
/// consistent. Use that one, unless you can say why a weaker one is enough.
struct Atomic {
    static_assert(std::atomic<std::int64_t>::is_always_lock_free);
    std::atomic<std::int64_t> value{0};

    void add() { value.fetch_add(1); }
};

/// One of these for each worker, each on a cache line of its own: otherwise two cores would write
/// to the same line in turns, although they share no value (false sharing).
///
/// Relaxed is enough here: a shard has one writer, no other data depends on its value, and join()
/// makes all additions happen before the sum.
struct alignas(cache_line) Shard {
    std::atomic<std::int64_t> value{0};

    void add() { value.fetch_add(1, std::memory_order_relaxed); }
};

/// Message passing instead of sharing: only the parent has the counter, and the children send it
/// each addition.
struct Sender {
    Pipe<std::int64_t>& additions;

    void add() { additions.put(1); }
};

template <typename Counter>
void add(Counter& counter, std::int64_t additions) {
    for (std::int64_t i = 0; i < additions; ++i)
        counter.add();
}

template <typename Counter>
void race(Counter& counter, const Race& race) {
    std::vector<Process> adders;
    for (int worker = 0; worker < race.workers; ++worker)
        adders.emplace_back([&] { add(counter, race.additions); });
    for (Process& adder : adders)
        adder.join();
}

template <typename Counter>
std::int64_t race_in_shared_memory(const Race& race) {
    Shared<Counter> counter;
    processes::race(*counter, race);
    return counter->value;
}

}  // namespace

std::int64_t shared_counter_unguarded(const Race& race) {
    return race_in_shared_memory<Unguarded>(race);
}

std::int64_t shared_counter_mutex(const Race& race) {
    return race_in_shared_memory<Locked>(race);
}

std::int64_t shared_counter_atomic(const Race& race) {
    return race_in_shared_memory<Atomic>(race);
}

std::int64_t shared_counter_sharded(const Race& race) {
    SharedArray<Shard> shards{static_cast<std::size_t>(race.workers)};
    std::vector<Process> adders;
    for (Shard& shard : shards.values())
        adders.emplace_back([&] { add(shard, race.additions); });
    for (Process& adder : adders)
        adder.join();
    std::int64_t sum = 0;
    for (const Shard& shard : shards.values())
        sum += shard.value;
    return sum;
}

/// Broken on purpose: each child counts in its own copy (copy-on-write), and takes it to the
/// grave. Nothing is shared, so there is no race at all; still, all updates are lost.
std::int64_t shared_counter_private(const Race& race) {
    Atomic counter;
    processes::race(counter, race);
    return counter.value;
}

std::int64_t shared_counter_pipe(const Race& race) {
    Pipe<std::int64_t> additions;
    Sender counter{additions};
    std::vector<Process> adders;
    for (int worker = 0; worker < race.workers; ++worker)
        adders.emplace_back([&] { add(counter, race.additions); });
    std::int64_t sum = 0;
    while (const auto addition = additions.take())
        sum += *addition;
    for (Process& adder : adders)
        adder.join();
    return sum;
}

}  // namespace triptych::processes
