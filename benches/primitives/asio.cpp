/// Measures the coroutines of Asio, a library that one could use instead of ours.
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <benchmark/benchmark.h>

namespace {

/// From the coroutine to Asio's queue, and back.
asio::awaitable<void> post_again_and_again(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state)
        co_await asio::post(asio::use_awaitable);
}

[[gnu::noinline]] asio::awaitable<int> asio_child() {
    co_return 42;
}

asio::awaitable<void> await_children(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(co_await asio_child());
}

void in_asio(benchmark::State& state, asio::awaitable<void> (*body)(benchmark::State&)) {
    asio::io_context context{1};
    asio::co_spawn(context, body(state), asio::detached);
    context.run();
}

void asio_post(benchmark::State& state) {
    in_asio(state, post_again_and_again);
}

void asio_create_and_await_child(benchmark::State& state) {
    in_asio(state, await_children);
}

}  // namespace

BENCHMARK(asio_create_and_await_child);
BENCHMARK(asio_post);
