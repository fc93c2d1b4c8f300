/// What everything else is measured by: nothing, and a call.
#include <benchmark/benchmark.h>

namespace {

[[gnu::noinline]] int answer() {
    int value = 42;
    benchmark::DoNotOptimize(value);
    return value;
}

/// The loop over the state: it is in the price of all others.
void empty_loop(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state)
        benchmark::ClobberMemory();
}

void function_call(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(answer());
}

}  // namespace

BENCHMARK(empty_loop)->Name("prices/calls.empty_loop/1");
BENCHMARK(function_call)->Name("prices/calls.function/1");
