/// The prices of an empty loop and of a function call, to compare all others with.
#include <benchmark/benchmark.h>

namespace {

[[gnu::noinline]] int answer() {
    int value = 42;
    benchmark::DoNotOptimize(value);
    return value;
}

/// The loop over the state: it is included in all other prices.
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
