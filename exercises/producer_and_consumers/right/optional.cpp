// Nothing in an optional means the end.
#include <optional>
#include <vector>

#include "coroutines/primitives/queue.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "exercise.hpp"

using namespace triptych::coroutines;

namespace {

using Table = Queue<std::optional<int>>;

Task<> pack_all(const Pack& pack, Table& table) {
    for (;;) {
        const std::optional<int> loaf = co_await table.get();
        if (!loaf) co_return;
        co_await pack(*loaf);
    }
}

}  // namespace

Task<int> run_bakery(Bake bake, Pack pack, int packers) {
    Table table{1};
    TaskGroup group;
    for (int i = 0; i < packers; ++i)
        group.create_task(pack_all(pack, table));
    int count = 0;
    for (;;) {
        const int loaf = co_await bake();
        if (loaf == 0) break;
        ++count;
        co_await table.put(loaf);
    }
    for (int i = 0; i < packers; ++i) {
        std::optional<int> end;
        co_await table.put(end);
    }
    co_await group.join();
    co_return count;
}
