/// Chained tasks: each chain has three phases, and a phase needs the result of the one before.
/// The phases of a chain run one after another; different chains can wait at the same time.
///
/// Concepts: suspension point, coroutine, latency, I/O-bound
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/delay.hpp"

namespace triptych {

/// The result of a phase, which the next one needs.
using Finding = std::uint64_t;

struct Chain {
    std::int32_t id;
    Finding start;
    std::array<Delay, 3> waits;  // of each phase
};

/// Returns the result of a phase after its wait. Other waits, or the same waits in another order,
/// give another result. So the last result proves that the phases ran one after another.
constexpr Finding derive(Finding before, Delay wait) {
    return 31 * before + static_cast<Finding>(wait.count());
}

/// `count` chains, ids from 0, each phase with a wait of 1 to 4 ms.
std::vector<Chain> make_chains(std::int64_t count, std::uint64_t seed);

/// The expected last result of each chain, in the order of the chains.
std::vector<Finding> last_findings(std::span<const Chain> chains);

/// Returns an error message; empty if every chain has the expected result.
std::string check_findings(std::span<const Finding> expected, std::span<const Finding> found);

/// The least possible time in seconds: that of the longest chain.
double longest_chain_seconds(std::span<const Chain> chains);

}  // namespace triptych
