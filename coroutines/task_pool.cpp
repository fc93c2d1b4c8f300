/// Task pool with coroutines: a hundred coroutines take one task after another from a list that
/// needs no lock. Or each task has its own coroutine, and a semaphore with a hundred permits limits
/// how many run.
#include "common/workloads/task_pool.hpp"

#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

using Desk = Worklist;

Task<> work(const Batch& batch, Desk& desk) {
    while (const auto task = desk.begin()) {
        co_await sleep_for(batch.wait_of(*task));
        desk.end(*task);
    }
}

/// One task; it waits for a permit until another task has ended.
Task<> work_with_permit(const Batch& batch, Desk& desk, Semaphore& permits) {
    const auto permit = co_await permits.acquire();
    if (const auto task = desk.begin()) {
        co_await sleep_for(batch.wait_of(*task));
        desk.end(*task);
    }
}

}  // namespace

Worklist task_pool(const Batch& batch) {
    Desk desk{batch.tasks};
    std::vector<Task<>> workers;
    for (int worker = 0; worker < most_in_flight; ++worker)
        workers.push_back(work(batch, desk));
    run(gather(std::move(workers)));
    return desk;
}

/// The number of tasks in flight is bounded; the memory is not.
Worklist task_pool_semaphore(const Batch& batch) {
    Desk desk{batch.tasks};
    Semaphore permits{most_in_flight};
    std::vector<Task<>> tasks;
    for (std::int64_t i = 0; i < batch.tasks; ++i)
        tasks.push_back(work_with_permit(batch, desk, permits));
    run(gather(std::move(tasks)));
    return desk;
}

}  // namespace triptych::coroutines
