/// One object that a process and its future children see as one.
///
/// Concepts: shared memory
#pragma once

#include <memory>
#include <utility>

#include "processes/primitives/shared_memory.hpp"

namespace triptych::processes {

/// Owns a T in shared memory. Children forked later see the same object.
///
/// Only the process that made it destroys the T; a child's exit just unmaps.
/// Requires: T holds no pointers to private memory, and nothing that works in one process only.
template <typename T>
class Shared {
public:
    template <typename... Arguments>
    explicit Shared(Arguments&&... arguments)
        : value_{std::construct_at(static_cast<T*>(memory_.start()),
                                   std::forward<Arguments>(arguments)...)} {}
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;
    ~Shared() { std::destroy_at(value_); }

    T& operator*() noexcept { return *value_; }
    T* operator->() noexcept { return value_; }

private:
    SharedMemory memory_{sizeof(T)};
    T* value_;
};

}  // namespace triptych::processes
