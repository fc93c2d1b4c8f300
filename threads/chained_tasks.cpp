/// Chained tasks with threads: one thread per chain. Its phases are plain calls, one after
/// another, and each sleeps in the kernel; a future returns the result.
#include "common/workloads/chained_tasks.hpp"

#include <future>
#include <thread>
#include <vector>

namespace triptych::threads {
namespace {

Finding phase(Finding before, Delay wait) {
    std::this_thread::sleep_for(wait);
    return derive(before, wait);
}

Finding follow(const Chain& chain) {
    const Finding first = phase(chain.start, chain.waits[0]);
    const Finding second = phase(first, chain.waits[1]);
    return phase(second, chain.waits[2]);
}

}  // namespace

std::vector<Finding> chained_tasks(std::span<const Chain> chains) {
    std::vector<std::future<Finding>> followers;
    followers.reserve(chains.size());
    for (const Chain& chain : chains)
        followers.push_back(std::async(std::launch::async, follow, std::cref(chain)));
    std::vector<Finding> found;
    found.reserve(chains.size());
    for (std::future<Finding>& follower : followers)
        found.push_back(follower.get());
    return found;
}

}  // namespace triptych::threads
