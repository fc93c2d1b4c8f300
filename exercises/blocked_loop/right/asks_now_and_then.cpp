// Asks now and then, and sleeps in between as a coroutine does.
#include <future>

#include "coroutines/primitives/sleep.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& /*elsewhere*/) {
    auto result = std::async(std::launch::async, query);
    while (result.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
        co_await triptych::coroutines::sleep_for(std::chrono::milliseconds{1});
    co_return result.get();
}
