/// The locations whose accesses are steps of the schedule, as found out so far.
#pragma once

#include <cstddef>
#include <cstdint>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// Which bytes of the 8 around it, a bit each, an access of `size` bytes at `address` is to.
inline std::uint8_t mask_of(std::uint64_t address, std::size_t size) {
    return static_cast<std::uint8_t>(((1U << size) - 1U) << (address & 7U));
}

/// An access to memory that only one thread uses, or that is always ordered by other means, is no
/// choice of the schedule. Which locations are shared is not known beforehand: each execution adds
/// the ones it finds in conflict, and the search begins anew until none is added.
class SharedLocations {
public:
    SharedLocations() : slots_(64) {}

    /// The address by which the accessed object is known, or 0 if no byte of it is shared.
    /// `mask` says which bytes of the 8 at `word` are accessed.
    std::uint64_t object_at(std::uint64_t word, std::uint8_t mask) const;

    /// Adds these bytes. True if that changed anything.
    bool add(std::uint64_t word, std::uint8_t mask);

    std::size_t size() const { return used_; }

private:
    struct Slot {
        std::uint64_t word = 0;
        std::uint8_t bytes = 0;   // shared ones
        std::uint8_t starts = 0;  // where accesses began
        bool whole = false;       // accesses overlap in part: the word is one object
    };
    Vector<Slot> slots_;
    std::size_t used_ = 0;

    Slot& find(std::uint64_t word);
};

}  // namespace triptych::explore
