/// The memory of the processes of one execution: what each has for itself, and what they share.
#pragma once

#include <cstddef>
#include <cstdint>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// The processes of an explored program are fibers of one real process. All see their variables at
/// the same addresses, as after fork(); so the bytes of the one that runs are in place, and those
/// of the others are kept aside until it is their turn. Memory that was mapped with MAP_SHARED is
/// never moved: that is how it is shared.
class ProcessMemory {
public:
    /// What one process has for itself while it does not run.
    class Image {
    public:
        void clear();
        void keep(const void* begin, std::size_t size);
        void put_back() const;
        /// Where the byte at this address is kept; null if it is not.
        const char* find(std::uint64_t address) const;
        long blocks = 0;  // on its heap

    private:
        struct Part {
            char* begin;
            std::size_t size;
            std::size_t kept_at;
        };
        Vector<Part> parts_;
        Vector<char> kept_;
    };

    /// Mappings that the last execution left are gone.
    void begin_execution();

    /// All zero, at an address that depends only on what was mapped before. Null if there is no
    /// more room.
    void* map_shared(std::size_t bytes);

    /// A number that the engine needs in memory all processes see. Zero.
    int* new_counter();

    static bool is_shared(std::uint64_t address) { return address - shared_begin < shared_bytes; }

    /// By which address the engine knows memory of the process that runs: the same address means
    /// other bytes in another process, unless it is shared.
    std::uint64_t name(std::uint64_t address) const {
        if (current == 0 || is_shared(address)) return address;
        return address | static_cast<std::uint64_t>(current) << process_shift;
    }
    /// Where the bytes of that name are now.
    const void* find(std::uint64_t name) const;
    static std::uint64_t address_of(std::uint64_t name) {
        return name & ((std::uint64_t{1} << process_shift) - 1);
    }

    Image& image(int process);

    int current = 0;  // the process whose bytes are in place: the number of its first thread

private:
    static constexpr std::uint64_t shared_begin = 0x1300'0000'0000;
    static constexpr std::uint64_t shared_bytes = std::uint64_t{256} << 20;
    static constexpr std::uint64_t counters_begin = shared_begin + shared_bytes / 2;
    static constexpr int process_shift = 48;  // addresses of a program are shorter

    bool map();

    std::uint64_t next_ = shared_begin;
    std::uint64_t next_counter_ = counters_begin;
    bool is_mapped_ = false;
    Vector<Image*> images_;
};

}  // namespace triptych::explore
