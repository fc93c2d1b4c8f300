/// Chained tasks with processes: one child per chain. Its phases are plain calls, one after
/// another, and each sleeps in the kernel; a pipe returns the result.
#include "common/workloads/chained_tasks.hpp"

#include <thread>
#include <vector>

#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"

namespace triptych::processes {
namespace {

struct Found {
    std::int32_t id;  // of the chain: results arrive in any order
    Finding finding;
};

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
    Pipe<Found> home;
    std::vector<Process> followers;
    followers.reserve(chains.size());
    for (const Chain& chain : chains)
        followers.emplace_back([&] { home.put({chain.id, follow(chain)}); });
    std::vector<Finding> found(chains.size());
    while (const auto one = home.take())  // until the last follower has exited
        found[static_cast<std::size_t>(one->id)] = one->finding;
    for (Process& follower : followers)
        follower.join();
    return found;
}

}  // namespace triptych::processes
