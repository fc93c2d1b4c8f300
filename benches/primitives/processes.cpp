/// What processes cost: to fork one from a small or a large parent, and to speak with one.
#include <atomic>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "common/cores.hpp"
#include "common/limits.hpp"
#include "processes/primitives/channel.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"

namespace {

using namespace triptych::processes;

/// The parent has so many MiB resident, each page touched: fork copies the tables of all of them.
void fork_and_wait(benchmark::State& state) {
    const std::int64_t bytes = state.range(0) << 20U;
    if (triptych::memory_allows(bytes).count < 1) {
        state.SkipWithError("skipped: so much memory is not free");
        return;
    }
    const std::vector<std::byte> resident(static_cast<std::size_t>(bytes), std::byte{1});
    benchmark::DoNotOptimize(resident.data());
    for ([[maybe_unused]] const auto turn : state)
        Process{[] {}}.join();
}

/// Each of so many does `work`: one ends while the next is forked.
template <typename Work>
void fork_many(benchmark::State& state, Work work) {
    constexpr int many = 100;
    for ([[maybe_unused]] const auto turn : state) {
        std::vector<Process> children;
        children.reserve(many);
        for (int i = 0; i < many; ++i)
            children.emplace_back(work);
        for (Process& child : children)
            child.join();
    }
    state.SetItemsProcessed(state.iterations() * many);
}

void fork_many_and_wait(benchmark::State& state) {
    fork_many(state, [] {});
}

/// Their waits overlap, so what is left is what falling asleep and waking up cost.
void fork_many_that_sleep(benchmark::State& state) {
    fork_many(state, [] { std::this_thread::sleep_for(std::chrono::nanoseconds{1}); });
}

/// A byte there and a byte back: both sides sleep until it comes.
void pipe_round_trip(benchmark::State& state) {
    auto [ours, theirs] = Channel::make();
    Process echo{[&] {
        ours.close();
        while (const auto message = theirs.receive())
            if (!theirs.send(*message)) return;
    }};
    const Bytes message{std::byte{42}};
    for ([[maybe_unused]] const auto turn : state) {
        if (!ours.send(message)) state.SkipWithError("the other side has died");
        benchmark::DoNotOptimize(ours.receive());
    }
    ours.hang_up();
    echo.join();
}

/// A word there and a word back: both sides look out for it, and none sleeps.
void shared_memory_round_trip(benchmark::State& state) {
    if (triptych::cores_allowed() < 2) {
        state.SkipWithError("skipped: cannot tell on one core");
        return;
    }
    enum class Turn : int { ours, theirs, over };
    Shared<std::atomic<Turn>> whose{Turn::ours};
    Process echo{[&] {
        for (Turn now = Turn::ours; now != Turn::over; now = whose->load(std::memory_order_acquire))
            if (now == Turn::theirs) whose->store(Turn::ours, std::memory_order_release);
    }};
    const auto round_trip = [&] {
        whose->store(Turn::theirs, std::memory_order_release);
        while (whose->load(std::memory_order_acquire) != Turn::ours) {
        }
    };
    // Both may begin on one core, and none gives way: until the scheduler has seen that, it is the
    // scheduler that is measured.
    const auto warm = std::chrono::steady_clock::now() + std::chrono::milliseconds{50};
    while (std::chrono::steady_clock::now() < warm)
        round_trip();
    for ([[maybe_unused]] const auto turn : state)
        round_trip();
    whose->store(Turn::over, std::memory_order_release);
    echo.join();
}

/// A job that does nothing, and its result.
void pool_job(benchmark::State& state) {
    ProcessPool pool{1};
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(pool.submit([] { return 42; }).result());
}

}  // namespace

BENCHMARK(fork_and_wait)
    ->Name("prices/processes.fork_and_wait")
    ->Arg(1)
    ->Arg(64)
    ->Arg(1024)
    ->UseRealTime();
BENCHMARK(fork_many_and_wait)->Name("prices/processes.fork_many_and_wait/1")->UseRealTime();
BENCHMARK(fork_many_that_sleep)->Name("prices/processes.fork_many_that_sleep/1")->UseRealTime();
BENCHMARK(pipe_round_trip)->Name("prices/processes.pipe_round_trip/1")->UseRealTime();
BENCHMARK(shared_memory_round_trip)
    ->Name("prices/processes.shared_memory_round_trip/1")
    ->UseRealTime();
BENCHMARK(pool_job)->Name("prices/processes.pool_job/1")->UseRealTime();
