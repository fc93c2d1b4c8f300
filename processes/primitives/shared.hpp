/// One object in shared memory, for a process and its future children.
///
/// Concepts: shared memory
#pragma once

#include <memory>
#include <utility>

#include "processes/primitives/shared_memory.hpp"

namespace triptych::processes {

/// Owns a T in shared memory. Children that are forked later see the same object.
///
/// Only the process that created it destroys the T: a child leaves by _exit. Requires: T holds no
/// pointers to private memory, and nothing that works in one process only (std::mutex).
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
