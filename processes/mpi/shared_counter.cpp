/// Shared counter with MPI: ranks share no memory, so either the network's library adds in the
/// memory of rank 0, in one atomic step (one-sided), or rank 0 adds what it receives (message
/// passing).
///
/// The ranks divide the additions of all workers among them, because their number is chosen by the
/// user.
#include "common/workloads/shared_counter.hpp"

#include <span>
#include <vector>

#include "processes/mpi/primitives/remote_counter.hpp"
#include "processes/mpi/primitives/world.hpp"

namespace triptych::processes::mpi {
namespace {

/// The addition is one atomic step, as that of a std::atomic in shared memory, but it costs a round
/// trip to rank 0, which need not do anything for it.
struct OneSided {
    RemoteCounter& counter;

    void add() { counter.fetch_add(1); }
};

/// Message passing instead of sharing: only rank 0 has the counter, and the others send it each
/// addition.
struct Sender {
    World& world;
    std::int64_t one = 1;

    void add() { world.send(std::span<const std::int64_t>{&one, 1}, root); }
};

template <typename Counter>
void add(Counter& counter, std::int64_t additions) {
    for (std::int64_t i = 0; i < additions; ++i)
        counter.add();
}

/// How many of all additions the adder of that index does, if there are so many adders.
std::int64_t share(const Race& race, int adder, int adders) {
    return race.total() * (adder + 1) / adders - race.total() * adder / adders;
}

}  // namespace

/// Rank 0 adds, too.
std::int64_t shared_counter_one_sided(World& world, const Race& race) {
    RemoteCounter sum{world};
    OneSided counter{sum};
    add(counter, share(race, world.rank(), world.size()));
    world.barrier();  // all have added
    return sum.fetch_add(0);
}

std::int64_t shared_counter_messages(World& world, const Race& race) {
    if (!world.is_root()) {
        Sender counter{world};
        add(counter, share(race, world.rank() - 1, world.size() - 1));
        return 0;
    }
    std::int64_t sum = 0;
    std::vector<std::int64_t> addition;
    for (std::int64_t received = 0; received < race.total(); ++received) {
        world.receive(addition, world.wait_for_message().from);
        sum += addition.at(0);
    }
    return sum;
}

}  // namespace triptych::processes::mpi
