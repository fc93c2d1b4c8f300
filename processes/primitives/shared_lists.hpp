/// Lists of values in shared memory, for a process and its future children.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "processes/primitives/shared_array.hpp"

namespace triptych::processes {

/// One list after another in one shared mapping: as many lists as in `like` of the constructor, and
/// each as long as the one there.
template <typename T>
class SharedLists {
public:
    using Lists = std::vector<std::vector<T>>;

    /// Each value is T{}: the values of `like` are not copied.
    explicit SharedLists(const Lists& like) : values_{total_size(like)} {
        std::span<T> rest = values_.values();
        lists_.reserve(like.size());
        for (const auto& list : like) {
            lists_.push_back(rest.first(list.size()));
            rest = rest.subspan(list.size());
        }
    }

    std::span<T> operator[](std::size_t list) const { return lists_[list]; }

    /// Copies each list into the list with the same index in `lists`. Requires: `lists` has as many
    /// lists, of the same lengths.
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
