// At most as many at a time as there are.
#include <algorithm>

#include "coroutines/primitives/gather_bounded.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<std::vector<int>> ask_all(std::vector<Ask> branches) {
    std::vector<Task<int>> tasks;
    std::ranges::transform(branches, std::back_inserter(tasks),
                           [](const Ask& ask) { return ask(); });
    const std::size_t most = std::max<std::size_t>(tasks.size(), 1);
    co_return co_await triptych::coroutines::gather_bounded(most, std::move(tasks));
}
