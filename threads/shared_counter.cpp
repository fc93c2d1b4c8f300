/// Shared counter with threads: all threads see the same counter, and the kernel may switch
/// threads between any two instructions (preemptive).
///
/// The broken example, Unguarded, is a race condition in which updates are lost. It is no data
/// race, because both of its accesses are atomic: the behaviour is defined, and only the result
/// depends on the schedule. With a plain integer it would be a data race, which is undefined
/// behaviour: the compiler could keep the value in a register, and often nothing would be lost.
/// Both accesses have the default memory order, sequentially consistent, so the loss does not come
/// from a weaker order.
#include "common/workloads/shared_counter.hpp"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "common/cache_line.hpp"

namespace triptych::threads {
namespace {

struct Unguarded {
    std::atomic<std::int64_t> value{0};

    /// Broken on purpose: another thread may write between this read and this write, and its
    /// addition is overwritten.
    void add() {
        const std::int64_t seen = value.load();
        std::this_thread::yield();
        value.store(seen + 1);
    }
};

struct Locked {
    std::mutex mutex;
    std::int64_t value = 0;  // guarded by mutex

    void add() {
        const std::lock_guard lock{mutex};
        ++value;
    }
};

/// The addition is one atomic step. Its memory order is the default, sequentially consistent. Use
/// that one, unless you can say why a weaker one is enough.
struct Atomic {
    std::atomic<std::int64_t> value{0};

    void add() { value.fetch_add(1); }
};

/// One of these for each worker, each on a cache line of its own: otherwise two cores would write
/// to the same line in turns, although they share no value (false sharing).
///
/// Relaxed is enough here: a shard has one writer, no other data depends on its value, and join()
/// makes all additions happen before the sum. (A plain integer would be correct, too, but the
/// compiler would turn the whole loop into one addition, and there would be nothing to measure.)
struct alignas(cache_line) Shard {
    std::atomic<std::int64_t> value{0};

    void add() { value.fetch_add(1, std::memory_order_relaxed); }
};

template <typename Counter>
void add(Counter& counter, std::int64_t additions) {
    for (std::int64_t i = 0; i < additions; ++i)
        counter.add();
}

template <typename Counter>
std::int64_t race(const Race& race) {
    Counter counter;
    std::vector<std::jthread> adders;
    for (int worker = 0; worker < race.workers; ++worker)
        adders.emplace_back([&] { add(counter, race.additions); });
    for (std::jthread& adder : adders)
        adder.join();
    return counter.value;
}

}  // namespace

std::int64_t shared_counter_unguarded(const Race& race) {
    return threads::race<Unguarded>(race);
}

std::int64_t shared_counter_mutex(const Race& race) {
    return threads::race<Locked>(race);
}

std::int64_t shared_counter_atomic(const Race& race) {
    return threads::race<Atomic>(race);
}

std::int64_t shared_counter_sharded(const Race& race) {
    std::vector<Shard> shards(static_cast<std::size_t>(race.workers));
    std::vector<std::jthread> adders;
    for (Shard& shard : shards)
        adders.emplace_back([&] { add(shard, race.additions); });
    for (std::jthread& adder : adders)
        adder.join();
    std::int64_t sum = 0;
    for (const Shard& shard : shards)
        sum += shard.value;
    return sum;
}

}  // namespace triptych::threads
