/// Values as bytes, to be sent from one process to another of the same program.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

namespace triptych::processes {

using Bytes = std::vector<std::byte>;

template <typename T>
inline constexpr bool is_vector = false;
template <typename T>
inline constexpr bool is_vector<std::vector<T>> = std::is_trivially_copyable_v<T>;

/// Types whose values can be sent: trivially copyable types, and vectors of them (also of bool,
/// which stores bits). A pointer is valid on the other side if it points to something that existed
/// before the fork.
template <typename T>
concept Sendable = std::is_trivially_copyable_v<T> || is_vector<T>;

/// A vector whose elements have no default constructor, so it must be filled one by one.
template <typename T>
inline constexpr bool is_filled_one_by_one = false;
template <typename T>
inline constexpr bool is_filled_one_by_one<std::vector<T>> = !std::is_default_constructible_v<T>;

/// Appends `value` to `bytes`.
template <Sendable T>
void append(Bytes& bytes, const T& value) {
    const auto append_raw = [&](const void* start, std::size_t size) {
        if (size == 0) return;
        bytes.resize(bytes.size() + size);
        std::memcpy(bytes.data() + bytes.size() - size, start, size);
    };
    if constexpr (std::is_same_v<T, std::vector<bool>>) {
        append(bytes, std::vector<unsigned char>(value.begin(), value.end()));
    } else if constexpr (is_vector<T>) {
        append(bytes, value.size());
        append_raw(value.data(), value.size() * sizeof(typename T::value_type));
    } else {
        append_raw(static_cast<const void*>(&value), sizeof value);
    }
}

/// Removes a T from the front of `bytes`, as append() wrote it, and returns it.
template <Sendable T>
T take(std::span<const std::byte>& bytes) {
    if constexpr (std::is_same_v<T, std::vector<bool>>) {
        const auto values = take<std::vector<unsigned char>>(bytes);
        return T(values.begin(), values.end());
    } else if constexpr (is_filled_one_by_one<T>) {
        T value;
        for (auto left = take<std::size_t>(bytes); left > 0; --left)
            value.push_back(take<typename T::value_type>(bytes));
        return value;
    } else if constexpr (is_vector<T>) {
        T value(take<std::size_t>(bytes));
        const auto elements = bytes.first(value.size() * sizeof(typename T::value_type));
        std::ranges::copy(elements, std::as_writable_bytes(std::span{value}).begin());
        bytes = bytes.subspan(elements.size());
        return value;
    } else {
        std::array<std::byte, sizeof(T)> copy{};
        std::memcpy(copy.data(), bytes.data(), sizeof(T));
        bytes = bytes.subspan(sizeof(T));
        return std::bit_cast<T>(copy);  // because T may have no default constructor (a lambda)
    }
}

}  // namespace triptych::processes
