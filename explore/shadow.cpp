#include "explore/shadow.hpp"

#include "explore/hash.hpp"

namespace triptych::explore {

Shadow::Cell& Shadow::at(std::uint64_t word) {
    std::size_t slot = hash_slot(word, slots_.size());
    while (slots_[slot].word != 0 && slots_[slot].word != word)
        slot = (slot + 1) & (slots_.size() - 1);
    if (slots_[slot].word == 0) {
        if (++used_ * 2 > slots_.size()) {
            Vector<Cell> old(slots_.size() * 4);
            old.swap(slots_);
            used_ = 1;
            for (const Cell& cell : old) {
                if (cell.word == 0 || cell.execution != execution_) continue;
                std::size_t free = hash_slot(cell.word, slots_.size());
                while (slots_[free].word != 0)
                    free = (free + 1) & (slots_.size() - 1);
                slots_[free] = cell;
                ++used_;
            }
            slot = hash_slot(word, slots_.size());
            while (slots_[slot].word != 0)
                slot = (slot + 1) & (slots_.size() - 1);
        }
        slots_[slot].word = word;
    }
    Cell& cell = slots_[slot];
    if (cell.execution != execution_) cell = {word, execution_, -1, 0};
    return cell;
}

Shadow::Cell* Shadow::find(std::uint64_t word) {
    std::size_t slot = hash_slot(word, slots_.size());
    while (slots_[slot].word != 0 && slots_[slot].word != word)
        slot = (slot + 1) & (slots_.size() - 1);
    Cell& cell = slots_[slot];
    return cell.word == word && cell.execution == execution_ ? &cell : nullptr;
}

void Shadow::add(Cell& cell, const Access& access) {
    accesses_.push_back(access);
    accesses_.back().next = cell.first;
    cell.first = static_cast<std::int32_t>(accesses_.size()) - 1;
}

}  // namespace triptych::explore
