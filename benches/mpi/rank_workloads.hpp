/// The workloads that the program of the ranks (rank.cpp) can solve.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "benches/catalog/catalog.hpp"
#include "processes/mpi/primitives/world.hpp"

namespace triptych {

/// Prepares the run of `implementation`, for example "sort_many". All ranks call it, with the same
/// arguments; also the functions of the run, and the check that counts is the root's. Nothing if
/// there is no such implementation. Requires: the world outlives the result.
std::optional<PreparedRun> prepare_ranks(processes::mpi::World& world,
                                         std::string_view implementation, std::int64_t size,
                                         std::uint64_t seed, const Parameters& set);

}  // namespace triptych
