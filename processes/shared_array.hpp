/// Values that a process and its future children see as one.
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <type_traits>

#include "processes/shared_memory.hpp"

namespace triptych::processes {

/// Owns as many T in shared memory as it is told. Children forked later see the same ones.
template <typename T>
class SharedArray {
    static_assert(std::is_trivially_destructible_v<T>, "nobody would destroy them");

public:
    /// `size` values as T{} makes them.
    explicit SharedArray(std::size_t size)
        : memory_{size * sizeof(T)}, values_{static_cast<T*>(memory_.start()), size} {
        // Fresh pages are zero already: writing to them would only cost.
        if constexpr (!std::is_trivially_default_constructible_v<T>)
            std::ranges::uninitialized_value_construct(values_);
    }

    /// A copy of `values`.
    explicit SharedArray(std::span<const T> values) : SharedArray{values.size()} {
        std::ranges::copy(values, values_.begin());
    }

    std::span<T> values() noexcept { return values_; }

private:
    SharedMemory memory_;
    std::span<T> values_;
};

}  // namespace triptych::processes
