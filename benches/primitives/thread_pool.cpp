/// What a job costs that does nothing: handed to another thread, and its result waited for.
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

/// The worker sleeps between two jobs: each of them pays for falling asleep and being woken.
void submit_and_result_parked(benchmark::State& state) {
    round_trips(state, {});
}

/// The worker is awake: only who waits for the result falls asleep.
void submit_and_result_spinning(benchmark::State& state) {
    round_trips(state, {.spin = 1ms});
}

/// Nobody falls asleep: the worker looks out for jobs, and who submits for the result.
void submit_and_poll_spinning(benchmark::State& state) {
    if (triptych::cores_allowed() < 2) {
        state.SkipWithError("skipped: cannot tell on one core");
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

/// Many jobs on their way at once: what a job costs where nobody waits for a single one.
void map(benchmark::State& state) {
    ThreadPool pool{1};
    const auto jobs = state.range(0);
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(pool.map([](auto number) { return number; },
                                          std::views::iota(decltype(jobs){0}, jobs)));
    state.SetItemsProcessed(state.iterations() * jobs);
}

/// What the standard library has: a new thread for each job.
void std_async(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(std::async(std::launch::async, nothing_much).get());
}

/// The least that a parked worker can cost: one word there and one word back.
void bare_condition_variable(benchmark::State& state) {
    enum class Turn { nobodys, workers, over };
    std::mutex mutex;
    std::condition_variable changed;
    Turn whose = Turn::nobodys;  // guarded by mutex
    const std::jthread worker{[&] {
        std::unique_lock lock{mutex};
        while (whose != Turn::over) {
            whose = Turn::nobodys;
            changed.notify_all();
            changed.wait(lock, [&] { return whose != Turn::nobodys; });
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
        changed.wait(lock, [&] { return whose == Turn::nobodys; });
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
