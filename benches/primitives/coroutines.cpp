/// Measures the primitives of the event loop, and the bare C++ coroutine as a lower bound.
#include <benchmark/benchmark.h>
#include <chrono>
#include <coroutine>
#include <exception>
#include <utility>
#include <vector>

#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/queue.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace {

using namespace triptych::coroutines;

/// A coroutine without a scheduler: the benchmark resumes it directly.
struct Bare {
    struct promise_type {  // NOLINT(readability-identifier-naming): the standard's name
        Bare get_return_object() {
            return Bare{std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); }
    };

    explicit Bare(std::coroutine_handle<promise_type> owned) : coroutine{owned} {}
    Bare(Bare&& other) noexcept : coroutine{std::exchange(other.coroutine, nullptr)} {}
    Bare& operator=(Bare&&) = delete;
    ~Bare() {
        if (coroutine) coroutine.destroy();
    }

    std::coroutine_handle<promise_type> coroutine;
};

Bare suspends_for_ever() {
    while (true)
        co_await std::suspend_always{};
}

[[gnu::noinline]] Bare returns_at_once() {
    co_return;
}

/// The lower bound: no resumption can be cheaper.
void bare_resume(benchmark::State& state) {
    const Bare suspended = suspends_for_ever();
    for ([[maybe_unused]] const auto turn : state)
        suspended.coroutine.resume();
}

/// The same in a loop over many coroutines. A thousand frames do not fit into the L1 cache.
void bare_resume_one_of(benchmark::State& state) {
    std::vector<Bare> suspended;
    for (std::int64_t i = 0; i < state.range(0); ++i)
        suspended.push_back(suspends_for_ever());
    for ([[maybe_unused]] const auto turn : state)
        for (const Bare& one : suspended)
            one.coroutine.resume();
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void bare_create_and_resume(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state)
        returns_at_once().coroutine.resume();
}

/// Runs `body(state)`, which contains the loop over the state, as a task.
template <typename Body>
void in_loop(benchmark::State& state, Body body) {
    run(body(state));
}

[[gnu::noinline]] Task<int> child() {
    co_return 42;
}

void create_and_await_child(benchmark::State& state) {
    in_loop(state, [](benchmark::State& timed) -> Task<> {
        for ([[maybe_unused]] const auto turn : timed)
            benchmark::DoNotOptimize(co_await child());
    });
}

/// From the coroutine to the loop, through the ready queue, and back.
void yield_to_the_loop(benchmark::State& state) {
    in_loop(state, [](benchmark::State& timed) -> Task<> {
        for ([[maybe_unused]] const auto turn : timed)
            co_await yield();
    });
}

Task<> yield_for_ever() {
    while (true)
        co_await yield();
}

/// The same with many ready tasks: they share the cost of the loop's turn, so what remains is the
/// cost of a resumption.
void resume_one_of(benchmark::State& state) {
    in_loop(state, [](benchmark::State& timed) -> Task<> {
        for (std::int64_t others = 1; others < timed.range(0); ++others)
            create_task(yield_for_ever());
        co_await yield();
        for ([[maybe_unused]] const auto turn : timed)
            co_await yield();
        timed.SetItemsProcessed(timed.iterations() * timed.range(0));
    });
}

void call_soon_round_trip(benchmark::State& state) {
    in_loop(state, [](benchmark::State& timed) -> Task<> {
        int calls = 0;
        for ([[maybe_unused]] const auto turn : timed) {
            call_soon([&calls] { ++calls; });
            co_await yield();
        }
        benchmark::DoNotOptimize(calls);
    });
}

void create_task_and_await(benchmark::State& state) {
    in_loop(state, [](benchmark::State& timed) -> Task<> {
        for ([[maybe_unused]] const auto turn : timed)
            benchmark::DoNotOptimize(co_await create_task(child()));
    });
}

Task<> sleep_a_moment() {
    co_await sleep_for(std::chrono::nanoseconds{1});
}

/// One of a thousand tasks that sleep for a nanosecond: the cost of its frame, its timer and its
/// wake-up, almost without waiting.
void sleep_one_of_a_thousand(benchmark::State& state) {
    constexpr int sleepers = 1'000;
    in_loop(state, [](benchmark::State& timed) -> Task<> {
        for ([[maybe_unused]] const auto turn : timed) {
            std::vector<Task<>> asleep;
            asleep.reserve(sleepers);
            for (int i = 0; i < sleepers; ++i)
                asleep.push_back(sleep_a_moment());
            co_await gather(std::move(asleep));
        }
        timed.SetItemsProcessed(timed.iterations() * sleepers);
    });
}

void uncontended_mutex(benchmark::State& state) {
    in_loop(state, [](benchmark::State& timed) -> Task<> {
        Mutex mutex;
        for ([[maybe_unused]] const auto turn : timed) {
            const auto lock = co_await mutex.lock();
            benchmark::ClobberMemory();
        }
    });
}

void uncontended_semaphore(benchmark::State& state) {
    in_loop(state, [](benchmark::State& timed) -> Task<> {
        Semaphore semaphore{1};
        for ([[maybe_unused]] const auto turn : timed) {
            const auto permit = co_await semaphore.acquire();
            benchmark::ClobberMemory();
        }
    });
}

void queue_put_and_get(benchmark::State& state) {
    in_loop(state, [](benchmark::State& timed) -> Task<> {
        Queue<int> queue;
        for ([[maybe_unused]] const auto turn : timed) {
            co_await queue.put(1);
            benchmark::DoNotOptimize(co_await queue.get());
        }
    });
}

}  // namespace

BENCHMARK(bare_resume)->Name("prices/coroutines.resume/1");
BENCHMARK(bare_resume_one_of)->Arg(100)->Arg(1'000);
BENCHMARK(bare_create_and_resume)->Name("prices/coroutines.create_and_resume/1");
BENCHMARK(create_and_await_child)->Name("prices/coroutines.await_child/1");
BENCHMARK(create_task_and_await)->Name("prices/coroutines.create_task_and_await/1");
BENCHMARK(yield_to_the_loop)->Name("prices/coroutines.yield/1");
BENCHMARK(resume_one_of)->Arg(100)->Arg(1'000);
BENCHMARK(sleep_one_of_a_thousand)->Name("prices/coroutines.sleep/1")->UseRealTime();
BENCHMARK(call_soon_round_trip)->Name("prices/coroutines.call_soon/1");
BENCHMARK(uncontended_mutex)->Name("prices/coroutines.mutex_free/1");
BENCHMARK(uncontended_semaphore);
BENCHMARK(queue_put_and_get);
