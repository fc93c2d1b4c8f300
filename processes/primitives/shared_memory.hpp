/// Memory that a process shares with its future children.
#pragma once

#include <cstddef>
#include <sys/mman.h>

#include "processes/primitives/error.hpp"

namespace triptych::processes {

/// Owns a shared mapping of `size` bytes, all zero at first; no mapping if `size` is 0.
class SharedMemory {
public:
    explicit SharedMemory(std::size_t size) : size_{size} {
        if (size == 0) return;
        start_ = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (start_ == MAP_FAILED) throw_errno("mmap");
    }
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;
    ~SharedMemory() {
        if (start_ != nullptr) ::munmap(start_, size_);
    }

    void* start() const noexcept { return start_; }

private:
    void* start_ = nullptr;
    std::size_t size_;
};

}  // namespace triptych::processes
