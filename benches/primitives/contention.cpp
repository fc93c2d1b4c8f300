/// The price of contention: a mutex and a counter, alone and with another thread that uses them,
/// too.
#include <atomic>
#include <benchmark/benchmark.h>
#include <cstdint>
#include <latch>
#include <mutex>
#include <thread>

#include "common/cache_line.hpp"
#include "common/cores.hpp"

namespace {

using triptych::cache_line;

/// Calls `work()` again and again in another thread, which the destructor joins.
template <typename Work>
class Rival {
public:
    explicit Rival(Work work)
        : thread_{[this, work](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  work();
                  begun_.store(true, std::memory_order_relaxed);
              }
          }} {
        while (!begun_.load(std::memory_order_relaxed))
            std::this_thread::yield();
    }

private:
    std::atomic<bool> begun_ = false;
    std::jthread thread_;  // last, because it uses begun_
};

/// Contention of two threads can be measured only if they run at the same time.
bool has_two_cores(benchmark::State& state) {
    if (triptych::cores_allowed() > 1) return true;
    state.SkipWithError("skipped: cannot be measured on one core");
    return false;
}

struct alignas(cache_line) Counter {
    std::atomic<std::int64_t> value = 0;
};

/// In a process with only one thread, glibc locks without an atomic operation, for a third of the
/// price. So there is a second thread, which sleeps.
void mutex_free(benchmark::State& state) {
    std::latch over{1};
    const std::jthread other{[&] { over.wait(); }};
    std::mutex mutex;
    for ([[maybe_unused]] const auto turn : state) {
        const std::lock_guard lock{mutex};
        benchmark::ClobberMemory();
    }
    over.count_down();
}

void mutex_contended(benchmark::State& state) {
    if (!has_two_cores(state)) return;
    std::mutex mutex;
    std::int64_t guarded = 0;
    const auto add = [&] {
        const std::lock_guard lock{mutex};
        benchmark::DoNotOptimize(++guarded);
    };
    const Rival rival{add};
    for ([[maybe_unused]] const auto turn : state)
        add();
}

void atomic_alone(benchmark::State& state) {
    Counter counter;
    for ([[maybe_unused]] const auto turn : state)
        counter.value.fetch_add(1, std::memory_order_relaxed);
}

void atomic_with_rival(benchmark::State& state, Counter& ours, Counter& theirs) {
    if (!has_two_cores(state)) return;
    const Rival rival{[&] { theirs.value.fetch_add(1, std::memory_order_relaxed); }};
    for ([[maybe_unused]] const auto turn : state)
        ours.value.fetch_add(1, std::memory_order_relaxed);
}

void atomic_shared(benchmark::State& state) {
    Counter counter;
    atomic_with_rival(state, counter, counter);
}

/// Each thread has its own counter, in its own cache line.
void atomic_sharded(benchmark::State& state) {
    Counter ours;
    Counter theirs;
    atomic_with_rival(state, ours, theirs);
}

}  // namespace

BENCHMARK(mutex_free)->Name("prices/threads.mutex_free/1");
BENCHMARK(mutex_contended)->Name("prices/threads.mutex_contended/1")->UseRealTime();
BENCHMARK(atomic_alone)->Name("prices/threads.atomic_alone/1");
BENCHMARK(atomic_shared)->Name("prices/threads.atomic_shared/1")->UseRealTime();
BENCHMARK(atomic_sharded)->Name("prices/threads.atomic_sharded/1")->UseRealTime();
