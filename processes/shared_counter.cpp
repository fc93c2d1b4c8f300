/// Shared counter with processes: each child has its own memory, except what it
/// was given in a shared mapping; there, the race is the same as with threads.
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "common/cache_line.hpp"
#include "processes/answers.hpp"
#include "processes/mutex.hpp"
#include "processes/pipe.hpp"
#include "processes/process.hpp"
#include "processes/shared.hpp"
#include "processes/shared_array.hpp"

namespace triptych::processes {
namespace {

struct Unguarded {
    std::atomic<std::int64_t> value{0};

    /// Read, give way, write. Another process may write in between; its work is lost.
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

struct Atomic {
    std::atomic<std::int64_t> value{0};

    void add() { value.fetch_add(1); }
};

/// One of these for each worker, each on a cache line of its own.
struct alignas(cache_line) Shard {
    std::atomic<std::int64_t> value{0};

    void add() { value.fetch_add(1, std::memory_order_relaxed); }
};

/// Nobody shares it: the owner is told of each addition.
struct Told {
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

/// Each child counts in a copy of its own, and takes it to the grave.
std::int64_t shared_counter_private(const Race& race) {
    Atomic counter;
    processes::race(counter, race);
    return counter.value;
}

std::int64_t shared_counter_pipe(const Race& race) {
    Pipe<std::int64_t> additions;
    Told counter{additions};
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
