// Waits until all is done, and cancels the packers then.
#include "coroutines/primitives/queue.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "exercise.hpp"

using namespace triptych::coroutines;

namespace {

Task<> pack_for_ever(const Pack& pack, Queue<int>& table) {
    for (;;) {
        const int loaf = co_await table.get();
        co_await pack(loaf);
        table.task_done();
    }
}

}  // namespace

Task<int> run_bakery(Bake bake, Pack pack, int packers) {
    Queue<int> table{static_cast<std::size_t>(packers)};
    std::vector<Future<>> at_work;
    for (int i = 0; i < packers; ++i)
        at_work.push_back(create_task(pack_for_ever(pack, table)));
    int count = 0;
    int loaf = co_await bake();
    while (loaf != 0) {
        ++count;
        co_await table.put(loaf);
        loaf = co_await bake();
    }
    co_await table.join();
    for (auto& packer : at_work)
        packer.cancel();
    for (auto& packer : at_work) {
        try {
            co_await packer;
        } catch (const Cancelled&) {  // NOLINT(bugprone-empty-catch): as it was asked to
        }
    }
    co_return count;
}
