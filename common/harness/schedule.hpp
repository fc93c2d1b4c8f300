/// The schedule of a measurement: the order of a round, and the time for each group.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "common/harness/command.hpp"

namespace triptych::harness {

/// The order in which a round runs `count` benchmarks. It is shuffled by the seed, differently in
/// each round, so that no benchmark always follows the same other one.
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t round);

/// The time that a group needs.
struct Need {
    Seconds least{0};  // for the least number of rounds
    Seconds extra{0};  // for more, which may not be necessary
};

/// Divides the available time among groups, which are measured in turn after all warm-ups.
///
/// Each gets what it needs for the least number of rounds; what is left is for the extra rounds,
/// the cheapest groups first, because there it decides the most; and what is left then is shared
/// evenly. If even the least does not fit, the cheapest are served first, and none gets more than
/// an equal share of what is left for it and all later ones.
class Plan {
public:
    /// Without a total there is no limit.
    Plan(std::optional<Seconds> total, std::vector<Need> needs)
        : left_{total}, needs_{std::move(needs)} {}

    /// The time for the next group; nullopt if there is no limit. Requires: it is not the end.
    std::optional<Seconds> share() const;

    /// Whether the least of all groups that are left fits, or exceeds the time by this at most.
    bool least_fits(Seconds slack) const;

    /// Records that the next group is done, and took `time`.
    void spend(Seconds time);

private:
    std::optional<Seconds> left_;
    std::vector<Need> needs_;
    std::size_t next_ = 0;
};

}  // namespace triptych::harness
