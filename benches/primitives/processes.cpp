/// The prices of processes: fork from a small and a large parent, and exchange messages.
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

/// The parent has state.range(0) MiB of resident memory; fork copies the page tables of all of it.
void fork_and_wait(benchmark::State& state) {
    const std::int64_t bytes = state.range(0) << 20U;
    if (triptych::memory_allows(bytes).count < 1) {
        state.SkipWithError("skipped: there is not enough free memory");
        return;
    }
    const std::vector<std::byte> resident(static_cast<std::size_t>(bytes), std::byte{1});
    benchmark::DoNotOptimize(resident.data());
    for ([[maybe_unused]] const auto turn : state)
        Process{[] {}}.join();
}

/// Forks many children, which each do `work`: one may end while the next is forked.
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

/// The sleeps overlap, so the price is that of falling asleep and waking up.
void fork_many_that_sleep(benchmark::State& state) {
    fork_many(state, [] { std::this_thread::sleep_for(std::chrono::nanoseconds{1}); });
}

/// Sends a byte there and back; both sides sleep until it arrives.
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

/// Passes a word there and back; both sides spin, and neither sleeps.
void shared_memory_round_trip(benchmark::State& state) {
    if (triptych::cores_allowed() < 2) {
        state.SkipWithError("skipped: cannot be measured on one core");
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
    // Both may begin on the same core, and neither yields. Until the scheduler has moved one of
    // them, this would measure the scheduler.
    const auto warm = std::chrono::steady_clock::now() + std::chrono::milliseconds{50};
    while (std::chrono::steady_clock::now() < warm)
        round_trip();
    for ([[maybe_unused]] const auto turn : state)
        round_trip();
    whose->store(Turn::over, std::memory_order_release);
    echo.join();
}

/// A job that does nothing, from submit to result.
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
