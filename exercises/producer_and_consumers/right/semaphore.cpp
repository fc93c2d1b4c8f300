// No queue: a task for each loaf, and a permit for each packer.
#include "coroutines/primitives/semaphore.hpp"

#include "coroutines/primitives/task_group.hpp"
#include "exercise.hpp"

using namespace triptych::coroutines;

namespace {

Task<> pack_one(const Pack& pack, Semaphore::Permit permit, int loaf) {
    co_await pack(loaf);
    (void)permit;
}

}  // namespace

Task<int> run_bakery(Bake bake, Pack pack, int packers) {
    Semaphore at_work{static_cast<std::size_t>(packers)};
    TaskGroup group;
    int count = 0;
    for (int loaf = co_await bake(); loaf != 0; loaf = co_await bake()) {
        ++count;
        auto permit = co_await at_work.acquire();
        group.create_task(pack_one(pack, std::move(permit), loaf));
    }
    co_await group.join();
    co_return count;
}
