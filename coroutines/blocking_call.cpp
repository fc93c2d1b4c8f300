/// A blocking call with coroutines: one task each, all on one thread. A task that blocks this
/// thread stops the event loop, and so delays all others; unless a thread pool makes the call.
#include "common/workloads/blocking_call.hpp"

#include <thread>
#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/offload.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

using Inbox = Arrivals;

Task<> call(const Message& task, bool is_blocking, Inbox& inbox) {
    if (is_blocking)
        std::this_thread::sleep_for(task.delay);
    else
        co_await sleep_for(task.delay);
    inbox.put(task.id);
}

Task<> call_elsewhere(const Message& task, const RunElsewhere& elsewhere, Inbox& inbox) {
    auto wait = [&] { std::this_thread::sleep_for(task.delay); };
    co_await offload(elsewhere, wait);
    inbox.put(task.id);
}

}  // namespace

/// Broken on purpose: one task makes a blocking call on the loop's thread. Until it returns the
/// loop checks no timer, so tasks that are due starve. No data race, no undefined behaviour: all
/// results are right, but some are late.
Arrivals blocking_call(std::span<const Message> countdown) {
    Inbox inbox{countdown.size()};
    std::vector<Task<>> tasks;
    for (const Message& task : countdown)
        tasks.push_back(call(task, blocks(countdown, task), inbox));
    run(gather(std::move(tasks)));
    return inbox;
}

Arrivals blocking_call_offloaded(std::span<const Message> countdown,
                                 const RunElsewhere& elsewhere) {
    Inbox inbox{countdown.size()};
    std::vector<Task<>> tasks;
    for (const Message& task : countdown)
        if (blocks(countdown, task))
            tasks.push_back(call_elsewhere(task, elsewhere, inbox));
        else
            tasks.push_back(call(task, false, inbox));
    run(gather(std::move(tasks)));
    return inbox;
}

}  // namespace triptych::coroutines
