/// Task pool with processes: a hundred children take task after task from a list in shared
/// memory, which a mutex guards. There are never more tasks in flight than children.
#include "common/workloads/task_pool.hpp"

#include <mutex>
#include <optional>
#include <ranges>
#include <thread>

#include "processes/primitives/mutex.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"

namespace triptych::processes {
namespace {

class Desk {
public:
    explicit Desk(std::int64_t tasks) : worklist_{tasks} {}

    std::optional<std::int64_t> begin() {
        const std::lock_guard lock{mutex_};
        return worklist_.begin();
    }

    void end(std::int64_t task) {
        const std::lock_guard lock{mutex_};
        worklist_.end(task);
    }

    Worklist close() {
        const std::lock_guard lock{mutex_};
        return worklist_;
    }

private:
    Mutex mutex_;
    Worklist worklist_;  // guarded by mutex_
};

void work(const Batch& batch, Desk& desk) {
    while (const auto task = desk.begin()) {
        std::this_thread::sleep_for(batch.wait_of(*task));
        desk.end(*task);
    }
}

}  // namespace

Worklist task_pool(const Batch& batch) {
    Shared<Desk> desk{batch.tasks};
    ProcessPool pool{most_in_flight};
    pool.map([&](int) { work(batch, *desk); }, std::views::iota(0, most_in_flight));
    return desk->close();
}

}  // namespace triptych::processes
