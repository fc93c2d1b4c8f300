/// Memory isolation with coroutines: there is none, because all run on one thread. A task sees
/// what another one wrote as soon as it is resumed.
#include "common/workloads/memory_isolation.hpp"

#include <vector>

#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {
namespace {

Task<Visibility> write_and_look(std::span<Page> pages) {
    // NOLINTNEXTLINE(cppcoreguidelines-avoid-capturing-lambda-coroutines): it outlives its task
    const auto worker = [&]() -> Task<std::int64_t> { co_return write_notes(pages); };
    const std::int64_t faults = co_await worker();
    co_return look_at(pages, faults);
}

}  // namespace

Visibility memory_isolation(std::int64_t count) {
    std::vector<Page> pages(static_cast<std::size_t>(count));
    return run(write_and_look(pages));
}

}  // namespace triptych::coroutines
