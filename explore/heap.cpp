#include "explore/heap.hpp"

#include <bit>
#include <cstring>
#include <sys/mman.h>

namespace triptych::explore {
namespace {

/// In front of each block.
struct Header {
    std::uint32_t size;  // what was asked for
    std::uint16_t size_class;
    std::uint16_t freed;
    std::uint64_t unused;
};
static_assert(sizeof(Header) == 16);

constexpr std::size_t small = 1024;
constexpr int uninitialised = 0xBE;  // always the same, so that a replay reads the same

Header& header_of(const void* block) {
    return static_cast<Header*>(const_cast<void*>(block))[-1];
}

/// Steps of 16 bytes up to 1 KiB, then powers of two.
std::size_t class_of(std::size_t size) {
    return size <= small ? (size + 15) / 16 : 64 + std::bit_width((size - 1) / small);
}
std::size_t bytes_of(std::size_t size_class) {
    return size_class <= 64 ? size_class * 16 : small << (size_class - 64);
}

bool map_region(std::uintptr_t place) {
    return ::mmap(reinterpret_cast<void*>(place), Heap::region_bytes, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1,
                  0) != MAP_FAILED;
}

}  // namespace

bool Heap::owns(const void* block) {
    return reinterpret_cast<std::uintptr_t>(block) - begin < region_bytes * 32;
}
std::size_t Heap::size_of(const void* block) {
    return header_of(block).size;
}
bool Heap::is_freed(const void* block) {
    return header_of(block).freed != 0;
}

void* Heap::allocate(int thread, std::size_t size, std::size_t alignment) {
    Region& region = regions_[thread];
    used_ |= std::uint32_t{1} << thread;
    const std::uintptr_t start = begin + static_cast<std::uintptr_t>(thread) * region_bytes;
    if (size > most_bytes) return nullptr;
    const std::size_t size_class = class_of(size == 0 ? 1 : size);
    void* block = nullptr;
    if (alignment <= 16 && region.freed[size_class] != nullptr) {
        block = region.freed[size_class];
        std::memcpy(&region.freed[size_class], block, sizeof(void*));
    } else {
        if (region.next == 0) {
            if (!map_region(start)) return nullptr;
            region.next = start;
        }
        const std::uintptr_t place =
            (region.next + sizeof(Header) + alignment - 1) & ~(alignment - 1);
        const std::uintptr_t end = place + bytes_of(size_class);
        if (bytes_ + end - region.next > most_bytes) return nullptr;
        bytes_ += end - region.next;
        region.next = end;
        block = reinterpret_cast<void*>(place);
    }
    header_of(block) = {static_cast<std::uint32_t>(size), static_cast<std::uint16_t>(size_class), 0,
                        0};
    std::memset(block, uninitialised, size);
    ++in_use_;
    return block;
}

void Heap::free(int thread, void* block) {
    Header& header = header_of(block);
    header.freed = 1;
    Region& region = regions_[thread];
    used_ |= std::uint32_t{1} << thread;
    std::memcpy(block, &region.freed[header.size_class], sizeof(void*));
    region.freed[header.size_class] = block;
    --in_use_;
}

void Heap::remember() {
    remembered_ = regions_[0];
    if (remembered_.next != 0)
        content_.assign(reinterpret_cast<char*>(begin), reinterpret_cast<char*>(remembered_.next));
    remembered_bytes_ = bytes_;
    in_use_ = 0;
}

void Heap::reset() {
    for (; used_ != 0; used_ &= used_ - 1) {
        const int thread = std::countr_zero(used_);
        const bool is_mapped = regions_[thread].next != 0;
        regions_[thread] = Region{};
        if (is_mapped)
            regions_[thread].next = begin + static_cast<std::uintptr_t>(thread) * region_bytes;
    }
    if (remembered_.next != 0) {
        regions_[0] = remembered_;
        std::memcpy(reinterpret_cast<void*>(begin), content_.data(), content_.size());
    }
    bytes_ = remembered_bytes_;
    in_use_ = 0;
}

}  // namespace triptych::explore
