/// The price of an empty job: submit it to another thread, and wait for its result.
#include "threads/primitives/thread_pool.hpp"

#include <benchmark/benchmark.h>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <ranges>
#include <thread>

#include "common/cores.hpp"

namespace {

using namespace triptych::threads;
using namespace std::chrono_literals;

int nothing_much() {
    return 42;
}

void round_trips(benchmark::State& state, Idle idle) {
    ThreadPool pool{1, idle};
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(pool.submit(nothing_much).result());
}

/// The worker sleeps between two jobs, so each job pays for falling asleep and waking up.
void submit_and_result_parked(benchmark::State& state) {
    round_trips(state, {});
}

/// The worker spins; only the thread that waits for the result sleeps.
void submit_and_result_spinning(benchmark::State& state) {
    round_trips(state, {.spin = 1ms});
}

/// No thread sleeps: the worker spins for jobs, and the submitting thread for the result.
void submit_and_poll_spinning(benchmark::State& state) {
    if (triptych::cores_allowed() < 2) {
        state.SkipWithError("skipped: cannot be measured on one core");
        return;
    }
    ThreadPool pool{1, {.spin = 1ms}};
    for ([[maybe_unused]] const auto turn : state) {
        const auto future = pool.submit(nothing_much);
        while (!future.done())
            std::this_thread::yield();
        int number = future.result();
        benchmark::DoNotOptimize(number);
    }
}

/// Many jobs at once: the price of a job if no thread waits for a single one.
void map(benchmark::State& state) {
    ThreadPool pool{1};
    const auto jobs = state.range(0);
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(pool.map([](auto number) { return number; },
                                          std::views::iota(decltype(jobs){0}, jobs)));
    state.SetItemsProcessed(state.iterations() * jobs);
}

/// The standard library's way: a new thread for each job.
void std_async(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(std::async(std::launch::async, nothing_much).get());
}

/// The lowest possible price with a parked worker: pass one word there and back.
void bare_condition_variable(benchmark::State& state) {
    enum class Turn { none, workers, over };
    std::mutex mutex;
    std::condition_variable changed;
    Turn whose = Turn::none;  // guarded by mutex
    const std::jthread worker{[&] {
        std::unique_lock lock{mutex};
        while (whose != Turn::over) {
            whose = Turn::none;
            changed.notify_all();
            changed.wait(lock, [&] { return whose != Turn::none; });
        }
    }};
    const auto hand_over = [&](Turn next) {
        const std::lock_guard lock{mutex};
        whose = next;
        changed.notify_all();
    };
    for ([[maybe_unused]] const auto turn : state) {
        hand_over(Turn::workers);
        std::unique_lock lock{mutex};
        changed.wait(lock, [&] { return whose == Turn::none; });
    }
    hand_over(Turn::over);
}

}  // namespace

BENCHMARK(submit_and_result_parked)->Name("prices/threads.pool_job_parked/1")->UseRealTime();
BENCHMARK(submit_and_result_spinning)->UseRealTime();
BENCHMARK(submit_and_poll_spinning)->Name("prices/threads.pool_job_spinning/1")->UseRealTime();
BENCHMARK(map)->Arg(1'000)->UseRealTime();
BENCHMARK(std_async)->UseRealTime();
BENCHMARK(bare_condition_variable)->UseRealTime();
