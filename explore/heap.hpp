/// The heap of the program under test: as fresh in every execution as in the first.
#pragma once

#include <cstddef>
#include <cstdint>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// A region for each thread at a fixed address, so that the address of a block depends on what
/// its thread did and not on the schedule. A freed block is the first to be given out again by
/// the thread that freed it, as in glibc: programs with an ABA fault depend on it.
///
/// Nothing is returned to the system between executions: reset() forgets all blocks at once.
class Heap {
public:
    static constexpr std::uintptr_t begin = 0x1000'0000'0000;
    static constexpr std::size_t region_bytes = std::size_t{256} << 20;
    static constexpr std::size_t most_bytes = std::size_t{64} << 20;  // of all regions together

    /// Null if that were more than `most_bytes`. `alignment` is a power of two.
    void* allocate(int thread, std::size_t size, std::size_t alignment = 16);
    void free(int thread, void* block);

    static bool owns(const void* block);
    static std::size_t size_of(const void* block);
    static bool is_freed(const void* block);

    /// What was allocated so far (by static initialisation) is there again after each reset().
    void remember();
    void reset();

    /// Blocks allocated and not freed since the last reset.
    long in_use() const { return in_use_; }
    void set_in_use(long blocks) { in_use_ = blocks; }

    /// Calls keep(begin, size) for each region's used part.
    template <class Keep>
    void each_region(const Keep& keep) const {
        for (std::size_t i = 0; i < 32; ++i) {
            const std::uintptr_t start = begin + i * region_bytes;
            if (regions_[i].next > start)
                keep(reinterpret_cast<const void*>(start), regions_[i].next - start);
        }
    }

private:
    static constexpr std::size_t classes = 96;
    struct Region {
        std::uintptr_t next = 0;  // 0: no block was ever allocated here
        void* freed[classes]{};   // the last freed block of each class; each names the one before
    };

    Region regions_[32];
    std::uint32_t used_ = 0;  // regions that were touched since the last reset, a bit each
    Region remembered_;
    std::size_t remembered_bytes_ = 0;
    Vector<char> content_;
    std::size_t bytes_ = 0;  // of all regions
    long in_use_ = 0;
};

}  // namespace triptych::explore
