/// Lists of values that a process and its future children see as one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "processes/primitives/shared_array.hpp"

namespace triptych::processes {

/// One list after another in one piece of shared memory: for as many lists, each with as many
/// values, as there are in those it is made for.
template <typename T>
class SharedLists {
public:
    using Lists = std::vector<std::vector<T>>;

    /// The values are as T{} makes them: nothing is copied.
    explicit SharedLists(const Lists& like) : values_{total_size(like)} {
        std::span<T> rest = values_.values();
        lists_.reserve(like.size());
        for (const auto& list : like) {
            lists_.push_back(rest.first(list.size()));
            rest = rest.subspan(list.size());
        }
    }

    std::span<T> operator[](std::size_t list) const { return lists_[list]; }

    /// Copies each into the one with the same number. Requires: they are as many and as long.
    void copy_to(Lists& lists) const {
        for (std::size_t list = 0; list < lists_.size(); ++list)
            std::ranges::copy(lists_[list], lists[list].begin());
    }

private:
    static std::size_t total_size(const Lists& lists) {
        std::size_t total = 0;
        for (const auto& list : lists)
            total += list.size();
        return total;
    }

    SharedArray<T> values_;
    std::vector<std::span<T>> lists_;  // parts of values_
};

}  // namespace triptych::processes
