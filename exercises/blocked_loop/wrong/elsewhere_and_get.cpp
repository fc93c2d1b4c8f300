// expects: blocking_call_in_loop
#include <future>
#include <memory>

#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& elsewhere) {
    const auto job = std::make_shared<std::packaged_task<int()>>(query);
    elsewhere([job] { (*job)(); });
    auto result = job->get_future();
    co_return result.get();
}
