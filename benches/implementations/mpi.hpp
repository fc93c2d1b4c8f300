/// The implementations with processes that MPI starts, perhaps on several machines. All ranks call
/// them together; the arguments and the results of other ranks than the root mean nothing.
#pragma once

#include "common/workloads/sort_many.hpp"
#include "processes/mpi/primitives/world.hpp"

namespace triptych::processes::mpi {

Lists sort_many(World& world, Lists lists);

}  // namespace triptych::processes::mpi
