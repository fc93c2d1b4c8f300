/// The implementations with processes that MPI starts, perhaps on several machines. All ranks call
/// them together; the arguments and the results of other ranks than the root mean nothing.
#pragma once

#include "common/workloads/shared_counter.hpp"
#include "common/workloads/sort_many.hpp"
#include "processes/mpi/primitives/world.hpp"

namespace triptych::processes::mpi {

std::int64_t shared_counter_one_sided(World& world, const Race& race);
/// Requires: two ranks.
std::int64_t shared_counter_messages(World& world, const Race& race);
Lists sort_many(World& world, Lists lists);

}  // namespace triptych::processes::mpi
