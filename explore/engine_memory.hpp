/// Containers of the engine's own, which never touch the heap of the program under test.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

// glibc's malloc under its internal name: `malloc` itself is ours (see heap_functions.cpp).
extern "C" void* __libc_malloc(std::size_t size);
extern "C" void __libc_free(void* block);

namespace triptych::explore {

template <class T>
struct EngineAllocator {
    using value_type = T;

    EngineAllocator() = default;
    template <class U>
    EngineAllocator(const EngineAllocator<U>& /*other*/) {}

    T* allocate(std::size_t count) {
        // A clock wants a whole cache line; malloc aligns to 16 bytes.
        constexpr std::size_t extra = alignof(T) > 16 ? alignof(T) : 0;
        auto* raw = static_cast<char*>(__libc_malloc(count * sizeof(T) + extra + 16));
        if (raw == nullptr) throw std::bad_alloc{};
        auto address = reinterpret_cast<std::size_t>(raw) + 16;
        if (extra != 0) address = (address + extra - 1) & ~(extra - 1);
        *reinterpret_cast<char**>(address - sizeof raw) = raw;
        return reinterpret_cast<T*>(address);
    }
    void deallocate(T* block, std::size_t /*count*/) {
        __libc_free(*reinterpret_cast<char**>(reinterpret_cast<std::size_t>(block) - sizeof block));
    }

    template <class U>
    bool operator==(const EngineAllocator<U>& /*other*/) const {
        return true;
    }
};

template <class T>
using Vector = std::vector<T, EngineAllocator<T>>;

}  // namespace triptych::explore
