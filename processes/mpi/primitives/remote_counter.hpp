/// One-sided communication: a number in the memory of rank 0 that all ranks may change. Rank 0
/// takes no message and calls no function for it.
///
/// The source is MPI 3's chapter on one-sided communication: MPI_Win_allocate, MPI_Fetch_and_op.
///
/// Concepts: atomicity, shared memory, message passing
#pragma once

#include <cstdint>
#include <memory>

#include "processes/mpi/primitives/world.hpp"

namespace triptych::processes::mpi {

/// Starts at 0. Thread safety: as World.
class RemoteCounter {
public:
    /// All ranks create it together. Requires: the world outlives it.
    explicit RemoteCounter(World& world);
    RemoteCounter(const RemoteCounter&) = delete;
    RemoteCounter& operator=(const RemoteCounter&) = delete;

    /// Waits until all ranks get here.
    ~RemoteCounter();

    /// Adds in one atomic step, wherever this rank runs. Returns the value before it, when that has
    /// come back.
    std::int64_t fetch_add(std::int64_t addend);

private:
    struct Window;

    World& world_;
    std::unique_ptr<Window> window_;
};

}  // namespace triptych::processes::mpi
