/// Sorting that keeps the order of equals. (libstdc++ 12's std::stable_sort uses what C++20
/// deprecates, and clang warns of it.)
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

namespace triptych {

/// Sorts by key(element), ascending. `key` may be a pointer to a member.
template <typename T, typename Key>
void sort_stably(std::vector<T>& elements, Key key) {
    using Value = std::remove_cvref_t<std::invoke_result_t<Key&, const T&>>;
    std::vector<std::pair<Value, std::size_t>> order;
    order.reserve(elements.size());
    for (const T& element : elements)
        order.emplace_back(std::invoke(key, element), order.size());
    std::ranges::sort(order);
    std::vector<T> sorted;
    sorted.reserve(elements.size());
    for (const auto& [value, place] : order)
        sorted.push_back(std::move(elements[place]));
    elements = std::move(sorted);
}

}  // namespace triptych
