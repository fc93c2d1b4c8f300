/// What recording costs: an event, and a mutex with and without the recording library.
///
///     build/release/triptych_trace_bench
///     build/release/triptych trace --summary -- build/release/triptych_trace_bench
#include "trace/recorder/recording.hpp"

#include <benchmark/benchmark.h>
#include <ctime>
#include <mutex>

#include "trace/recorder/writer.hpp"

namespace {

using namespace triptych::trace;

constexpr int events = 4'000'000;  // half of what a recording has room for

/// One event, with the time that the kernel needs to give us the memory.
void record_event(benchmark::State& state) {
    const Recording recording;
    Writer writer;
    writer.begin(recording.buffer(), recording.buffer().new_lane(), 1, 1);
    for ([[maybe_unused]] const auto turn : state)
        writer.record(Kind::lock, {.reason = Reason::mutex, .object = 1});
    state.counters["lost"] = static_cast<double>(recording.lost());
}

/// The most of it: to look at the clock.
void read_clock(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(now());
}

/// In a program that is not traced, a writer has no lane.
void record_nothing(benchmark::State& state) {
    Writer writer;
    for ([[maybe_unused]] const auto turn : state) {
        writer.record_at(1, Kind::lock, {.object = 1});
        benchmark::DoNotOptimize(writer);
    }
}

/// Two events if this program is traced, else none.
void lock_and_unlock(benchmark::State& state) {
    std::mutex mutex;
    for ([[maybe_unused]] const auto turn : state) {
        mutex.lock();
        mutex.unlock();
    }
}

BENCHMARK(record_event)->Iterations(events);
BENCHMARK(read_clock);
BENCHMARK(record_nothing);
BENCHMARK(lock_and_unlock)->Iterations(events / 2);

}  // namespace

BENCHMARK_MAIN();
