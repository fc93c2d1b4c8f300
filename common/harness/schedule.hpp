/// The schedule of a measurement: the order of a round, and the time for each size.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/harness/command.hpp"

namespace triptych::harness {

/// The order in which a round runs `count` benchmarks. It is shuffled by the seed, differently in
/// each round, so that no benchmark always follows the same other one.
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t round);

/// Divides the available time among workloads and their sizes.
///
/// A workload gets a part of the remaining time. The share of a size is the workload's remaining
/// time divided by the number of sizes not yet done: large sizes get what small ones do not use.
class Budget {
public:
    /// Without a total there is no limit.
    explicit Budget(std::optional<Seconds> total) : left_{total} {}

    bool limited() const { return left_.has_value(); }

    /// Begins a workload of `sizes` sizes, which gets `part` (0 to 1) of the remaining time.
    void begin_workload(std::size_t sizes, double part);

    /// The time for the workload's next size; nullopt if there is no limit.
    std::optional<Seconds> share() const;

    /// Records that a size is done and took `time`.
    void spend(Seconds time);

private:
    std::optional<Seconds> left_;
    Seconds workload_left_{0};
    std::size_t sizes_left_ = 0;
};

}  // namespace triptych::harness
