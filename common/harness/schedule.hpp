/// When to measure what: the order of a round, the number of rounds, the time left.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/harness/command.hpp"

namespace triptych::harness {

/// In which order a round runs `count` benchmarks: shuffled by the seed, anew in each round, so
/// that no benchmark always follows the same other one.
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t round);

/// How much time there is, and how it is shared out.
///
/// A workload is given a part of what is left, and a size's share is what is left of that over
/// all sizes not done: what small sizes do not use passes on to large ones.
class Budget {
public:
    /// No total: there is no limit.
    explicit Budget(std::optional<Seconds> total) : left_{total} {}

    bool limited() const { return left_.has_value(); }

    /// Starts a workload of so many sizes, which is given `part` of all that is left, 0 to 1.
    void begin_workload(std::size_t sizes, double part);

    /// The time for the workload's next size; nothing if there is no limit.
    std::optional<Seconds> share() const;

    /// A size is done and took that long.
    void spend(Seconds time);

private:
    std::optional<Seconds> left_;
    Seconds workload_left_{0};
    std::size_t sizes_left_ = 0;
};

}  // namespace triptych::harness
