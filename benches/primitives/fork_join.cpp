/// The prices of fork and join: what a task costs that nobody steals, and what a theft costs.
#include <benchmark/benchmark.h>

#include "common/chase_lev_deque.hpp"
#include "coroutines/primitives/fork_scope.hpp"
#include "threads/primitives/fork.hpp"

namespace {

using triptych::ChaseLevDeque;

void fork_and_join(benchmark::State& state) {
    using triptych::threads::Fork;
    triptych::threads::StealingPool pool{1};
    pool.run([&] {
        for ([[maybe_unused]] const auto turn : state) {
            int result = 0;
            Fork job{[&result] { result = 42; }};
            job.join();
            benchmark::DoNotOptimize(result);
        }
    });
}

using triptych::coroutines::ForkedTask;
using triptych::coroutines::ForkScope;

[[gnu::noinline]] ForkedTask<int> child() {
    co_return 42;
}

ForkedTask<> fork_and_join_children(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state) {
        int result = 0;
        ForkScope scope;
        co_await scope.fork(result, child());
        co_await scope.join();
        benchmark::DoNotOptimize(result);
    }
}

void fork_and_join_coroutine(benchmark::State& state) {
    triptych::coroutines::StealingScheduler scheduler{1};
    scheduler.run(fork_and_join_children(state));
}

void push_and_pop(benchmark::State& state) {
    ChaseLevDeque<int> deque;
    int item = 42;
    for ([[maybe_unused]] const auto turn : state) {
        deque.push(&item);
        benchmark::DoNotOptimize(deque.pop());
    }
}

/// By the same thread: the lowest price. In another thread the items come from its cache.
void push_and_steal(benchmark::State& state) {
    ChaseLevDeque<int> deque;
    int item = 42;
    for ([[maybe_unused]] const auto turn : state) {
        deque.push(&item);
        benchmark::DoNotOptimize(deque.steal());
    }
}

}  // namespace

BENCHMARK(fork_and_join)->Name("prices/threads.fork_and_join/1");
BENCHMARK(fork_and_join_coroutine)->Name("prices/coroutines.fork_and_join/1");
BENCHMARK(push_and_pop)->Name("prices/threads.deque_push_and_pop/1");
BENCHMARK(push_and_steal)->Name("prices/threads.deque_push_and_steal/1");
