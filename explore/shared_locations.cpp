#include "explore/shared_locations.hpp"

#include <bit>

#include "explore/hash.hpp"

namespace triptych::explore {

std::uint64_t SharedLocations::object_at(std::uint64_t word, std::uint8_t mask) const {
    std::size_t slot = hash_slot(word, slots_.size());
    for (;; slot = (slot + 1) & (slots_.size() - 1)) {
        const Slot& found = slots_[slot];
        if (found.word == 0) return 0;
        if (found.word != word) continue;
        if ((found.bytes & mask) == 0) return 0;
        return found.whole ? word : word + static_cast<unsigned>(std::countr_zero(mask));
    }
}

SharedLocations::Slot& SharedLocations::find(std::uint64_t word) {
    std::size_t slot = hash_slot(word, slots_.size());
    while (slots_[slot].word != 0 && slots_[slot].word != word)
        slot = (slot + 1) & (slots_.size() - 1);
    return slots_[slot];
}

bool SharedLocations::add(std::uint64_t word, std::uint8_t mask) {
    Slot& slot = find(word);
    const bool is_new = slot.word == 0;
    const auto before = slot;
    slot.word = word;
    const auto start = static_cast<std::uint8_t>(mask & -mask);
    // Bytes seen before, but not as an access of this extent: then exact addresses would miss
    // that two accesses overlap.
    if ((slot.bytes & mask) != 0 && ((slot.bytes & mask) != mask || (slot.starts & mask) != start))
        slot.whole = true;
    slot.bytes |= mask;
    slot.starts |= start;
    const bool changed =
        slot.bytes != before.bytes || slot.whole != before.whole || slot.starts != before.starts;
    if (is_new && ++used_ * 2 > slots_.size()) {
        Vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& one : old)
            if (one.word != 0) find(one.word) = one;
    }
    return changed;
}

}  // namespace triptych::explore
