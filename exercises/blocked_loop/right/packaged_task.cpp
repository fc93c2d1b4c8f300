// A packaged task elsewhere; the coroutine looks whether it is done.
#include <future>
#include <memory>

#include "coroutines/primitives/sleep.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& elsewhere) {
    const auto job = std::make_shared<std::packaged_task<int()>>(std::move(query));
    auto result = job->get_future();
    elsewhere([job] { (*job)(); });
    for (;;) {
        if (result.wait_for(std::chrono::milliseconds{0}) == std::future_status::ready) break;
        co_await triptych::coroutines::sleep_for(std::chrono::microseconds{200});
    }
    co_return result.get();
}
