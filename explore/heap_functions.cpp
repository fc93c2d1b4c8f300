/// malloc and its like: of the program's own heap while it runs, else of the C library's.
#include "explore/heap_functions.hpp"

#include <cerrno>
#include <cstddef>
#include <cstring>

#include "explore/hooks.hpp"

extern "C" {
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace explore = triptych::explore;

namespace {

bool initialising = false;  // static initialisation of the program: its blocks stay

bool is_programs() {
    return initialising || explore::scheduled();
}

int thread() {
    return initialising ? 0 : explore::execution().me().id;
}

void* allocate(std::size_t size, std::size_t alignment) {
    explore::Execution& execution = explore::execution();
    void* const block = execution.heap().allocate(thread(), size, alignment);
    if (execution.active()) {
        if (block == nullptr)
            execution.fail(explore::End::unsupported, "more than 64 MiB of memory at once", 0);
        execution.allocated(explore::address_of(block), size);
    }
    if (block == nullptr) errno = ENOMEM;
    return block;
}

void release(void* block, const void* from) {
    explore::Execution& execution = explore::execution();
    if (!is_programs()) return;  // left over from an execution that was given up
    const std::uint64_t place = explore::place_of(from);
    if (explore::Heap::is_freed(block)) {
        if (execution.active())
            execution.fail(explore::End::misuse, "it frees memory twice", place);
        return;
    }
    if (execution.active())
        execution.freed(explore::address_of(block), explore::Heap::size_of(block), place);
    execution.heap().free(thread(), block);
}

}  // namespace

namespace triptych::explore {

void static_initialisation(bool begins) {
    initialising = begins;
}

}  // namespace triptych::explore

extern "C" {

void* malloc(std::size_t size) noexcept {
    return is_programs() ? allocate(size, 16) : __libc_malloc(size);
}

void free(void* block) noexcept {
    if (block == nullptr) return;
    if (explore::Heap::owns(block))
        release(block, __builtin_return_address(0));
    else
        __libc_free(block);
}

void* calloc(std::size_t count, std::size_t size) noexcept {
    if (!is_programs()) return __libc_calloc(count, size);
    if (size != 0 && count > explore::Heap::region_bytes / size) return nullptr;
    void* const block = allocate(count * size, 16);
    return block == nullptr ? nullptr : std::memset(block, 0, count * size);
}

void* realloc(void* block, std::size_t size) noexcept {
    if (block != nullptr && !explore::Heap::owns(block)) return __libc_realloc(block, size);
    if (!is_programs()) return block == nullptr ? __libc_malloc(size) : nullptr;
    void* const other = allocate(size, 16);
    if (block != nullptr && other != nullptr) {
        const std::size_t before = explore::Heap::size_of(block);
        std::memcpy(other, block, before < size ? before : size);
        release(block, __builtin_return_address(0));
    }
    return other;
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
    return is_programs() ? allocate(size, alignment) : __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    return memalign(alignment, size);
}
int posix_memalign(void** block, std::size_t alignment, std::size_t size) noexcept {
    *block = memalign(alignment, size);
    return *block == nullptr ? ENOMEM : 0;
}
}
