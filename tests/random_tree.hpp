/// A random tree of tasks, some of which throw: the simple model of what forks and joins.
#pragma once

#include <cstdint>
#include <optional>

#include "common/random.hpp"

namespace triptych {

/// Each tree of `depth` has up to four trees of `depth - 1` as its parts; `seed` decides all of it.
struct RandomTree {
    std::uint64_t seed;
    int depth;

    RandomTree part(std::uint64_t number) const { return {Random{seed + number}(), depth - 1}; }
    std::uint64_t parts() const { return depth == 0 ? 0 : seed % 5; }
    bool throws() const { return seed % 61 == 0; }

    /// Returns how many tasks run, or nothing if one of them throws.
    std::optional<int> expected() const {
        if (throws()) return std::nullopt;
        int sum = 1;
        for (std::uint64_t i = 0; i < parts(); ++i) {
            const auto of_part = part(i).expected();
            if (!of_part) return std::nullopt;
            sum += *of_part;
        }
        return sum;
    }
};

}  // namespace triptych
