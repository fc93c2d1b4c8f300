// Begins a task only when there is a permit for it.
#include <memory>

#include "coroutines/primitives/semaphore.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "exercise.hpp"

using namespace triptych::coroutines;

namespace {

Task<> one(Semaphore::Permit permit, int page, const Download& download) {
    co_await download(page);
    (void)permit;  // is given back when this frame ends
}

}  // namespace

Task<> download_all(int pages, int most, Download download) {
    Semaphore permits{static_cast<std::size_t>(most)};
    TaskGroup group;
    for (int page = 0; page < pages; ++page) {
        auto permit = co_await permits.acquire();
        group.create_task(one(std::move(permit), page, download));
    }
    co_await group.join();
}
