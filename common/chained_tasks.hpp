/// Chained tasks: each chain has three phases, and a phase needs what the one before it found.
/// Within a chain nothing can be hurried; only the chains can wait at the same time.
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

/// What a phase finds, and the next one needs.
using Finding = std::uint64_t;

struct Chain {
    std::int32_t id;
    Finding start;
    std::array<Delay, 3> waits;  // of each phase
};

/// What a phase finds once it has waited. Other waits, or the same in another order, would have
/// found something else: so the last finding proves that the phases came one after another.
constexpr Finding derive(Finding before, Delay wait) {
    return 31 * before + static_cast<Finding>(wait.count());
}

/// `count` chains, ids from 0, each phase with a wait of 1 to 4 ms.
std::vector<Chain> make_chains(std::int64_t count, std::uint64_t seed);

/// What the last phase of each chain is to find, in the order of the chains.
std::vector<Finding> last_findings(std::span<const Chain> chains);

/// What is wrong, or nothing: every chain has found what it was to find.
std::string check_findings(std::span<const Finding> expected, std::span<const Finding> found);

/// The least time all this can take, in seconds: the longest chain.
double longest_chain_seconds(std::span<const Chain> chains);

}  // namespace triptych
