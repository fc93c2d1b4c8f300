#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/queue.hpp"
#include "exercise.hpp"

using triptych::coroutines::Queue;
using triptych::coroutines::Task;

namespace {

constexpr int closed = 0;

Task<> bake_all(const Bake& bake, Queue<int>& table, int packers, int& count) {
    for (int loaf = co_await bake(); loaf != closed; loaf = co_await bake()) {
        ++count;
        co_await table.put(loaf);
    }
    for (int i = 0; i < packers; ++i)
        co_await table.put(closed);  // one for each packer
}

Task<> pack_all(const Pack& pack, Queue<int>& table) {
    for (int loaf = co_await table.get(); loaf != closed; loaf = co_await table.get())
        co_await pack(loaf);
}

}  // namespace

Task<int> run_bakery(Bake bake, Pack pack, int packers) {
    Queue<int> table{static_cast<std::size_t>(packers)};
    int count = 0;
    std::vector<Task<>> tasks;
    for (int i = 0; i < packers; ++i)
        tasks.push_back(pack_all(pack, table));
    tasks.push_back(bake_all(bake, table, packers, count));
    co_await triptych::coroutines::gather(std::move(tasks));
    co_return count;
}
