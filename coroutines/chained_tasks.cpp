/// Chained tasks with coroutines: one task per chain. Awaiting a phase is a call that may
/// suspend; while one chain waits, the thread runs another.
#include "common/workloads/chained_tasks.hpp"

#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

Task<Finding> phase(Finding before, Delay wait) {
    co_await sleep_for(wait);
    co_return derive(before, wait);
}

Task<Finding> follow(const Chain& chain) {
    const Finding first = co_await phase(chain.start, chain.waits[0]);
    const Finding second = co_await phase(first, chain.waits[1]);
    co_return co_await phase(second, chain.waits[2]);
}

}  // namespace

std::vector<Finding> chained_tasks(std::span<const Chain> chains) {
    std::vector<Task<Finding>> followers;
    followers.reserve(chains.size());
    for (const Chain& chain : chains)
        followers.push_back(follow(chain));
    return run(gather(std::move(followers)));
}

}  // namespace triptych::coroutines
