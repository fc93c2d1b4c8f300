/// A blocking call with processes: one child per task. Every wait blocks its own process and no
/// other, so one more blocking call delays nobody else.
#include "common/workloads/blocking_call.hpp"

#include <thread>
#include <vector>

#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"

namespace triptych::processes {
namespace {

using Inbox = Pipe<std::int32_t>;

void call(const Message& task, Inbox& inbox) {
    std::this_thread::sleep_for(task.delay);
    inbox.put(task.id);
}

}  // namespace

Arrivals blocking_call(std::span<const Message> countdown) {
    Arrivals arrived{countdown.size()};
    Inbox inbox;
    std::vector<Process> tasks;
    for (const Message& task : countdown)
        tasks.emplace_back([&] { call(task, inbox); });
    while (const auto id = inbox.take())  // until the last task has exited
        arrived.put(*id);
    for (Process& task : tasks)
        task.join();
    return arrived;
}

}  // namespace triptych::processes
