/// An array in shared memory, for a process and its future children.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "processes/primitives/shared_memory.hpp"

namespace triptych::processes {

/// Owns `size` values of T in shared memory. Children that are forked later see the same values.
template <typename T>
class SharedArray {
    static_assert(std::is_trivially_destructible_v<T>, "this class does not destroy the values");

public:
    /// `size` values, each as T{}. Throws std::system_error if the system refuses the memory, and
    /// std::length_error if no machine could have so much.
    explicit SharedArray(std::size_t size)
        : memory_{bytes_of(size)}, values_{static_cast<T*>(memory_.start()), size} {
        // New pages are zero already; writing to them would only cost page faults.
        if constexpr (!std::is_trivially_default_constructible_v<T>)
            std::ranges::uninitialized_value_construct(values_);
    }

    /// A copy of `values`.
    explicit SharedArray(std::span<const T> values) : SharedArray{values.size()} {
        std::ranges::copy(values, values_.begin());
    }

    std::span<T> values() noexcept { return values_; }

private:
    static std::size_t bytes_of(std::size_t size) {
        if (size > std::numeric_limits<std::ptrdiff_t>::max() / sizeof(T))
            throw std::length_error{"a shared array of " + std::to_string(size) +
                                    " values does not fit into any memory"};
        return size * sizeof(T);
    }

    SharedMemory memory_;
    std::span<T> values_;
};

}  // namespace triptych::processes
