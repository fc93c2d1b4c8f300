/// The implementations with processes that MPI starts, perhaps on several machines. All ranks call
/// them together; the arguments and the results of other ranks than the root mean nothing.
#pragma once

#include "common/workloads/merge_sort.hpp"
#include "common/workloads/shared_counter.hpp"
#include "common/workloads/sort_many.hpp"
#include "processes/mpi/primitives/world.hpp"

namespace triptych::processes::mpi {

/// Each rank has a part of the values, and gets a part of the sorted ones: rank 0 the smallest.
Values merge_sort(World& world, Values part);
std::int64_t shared_counter_one_sided(World& world, const Race& race);
/// Requires: two ranks.
std::int64_t shared_counter_messages(World& world, const Race& race);
Lists sort_many(World& world, Lists lists);

}  // namespace triptych::processes::mpi
