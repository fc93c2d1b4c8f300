/// A blocking call with threads: one thread per task. Every wait blocks its own thread and no
/// other, so one more blocking call delays nobody else.
#include "common/workloads/blocking_call.hpp"

#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace triptych::threads {
namespace {

class Inbox {
public:
    explicit Inbox(std::size_t expected) : arrived_{expected} {}

    void put(std::int32_t id) {
        const std::lock_guard lock{mutex_};
        arrived_.put(id);
    }

    Arrivals take() {
        const std::lock_guard lock{mutex_};
        return std::move(arrived_);
    }

private:
    std::mutex mutex_;
    Arrivals arrived_;  // guarded by mutex_
};

void call(const Message& task, Inbox& inbox) {
    std::this_thread::sleep_for(task.delay);
    inbox.put(task.id);
}

}  // namespace

Arrivals blocking_call(std::span<const Message> countdown) {
    Inbox inbox{countdown.size()};
    std::vector<std::jthread> tasks;
    for (const Message& task : countdown)
        tasks.emplace_back([&] { call(task, inbox); });
    for (std::jthread& task : tasks)
        task.join();
    return inbox.take();
}

}  // namespace triptych::threads
