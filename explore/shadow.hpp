/// Shadow memory: who accessed a word last, so that conflicting accesses are found.
#pragma once

#include <cstdint>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// An access that a later one may be in conflict with.
struct Access {
    std::uint64_t place = 0;
    std::int16_t structure_time = 0;  // by the clock of creations and joins alone
    std::int16_t sync_time = 0;       // by C++'s happens-before
    std::int8_t thread = 0;
    std::uint8_t mask = 0;  // which of the word's 8 bytes
    bool writes = false;
    bool atomic = false;
    std::int32_t next = -1;  // of the same word
};

/// For each word of 8 bytes, the accesses that are not yet covered by a later one. As in
/// FastTrack and ThreadSanitizer, but none is ever dropped, so no race of an execution is missed.
class Shadow {
public:
    struct Cell {
        std::uint64_t word = 0;
        std::uint32_t execution = 0;
        std::int32_t first = -1;     // of the accesses
        std::uint64_t freed_at = 0;  // place; 0: not freed
    };

    Shadow() : slots_(1024) {}

    void begin_execution() {
        ++execution_;
        accesses_.clear();
    }
    Cell& at(std::uint64_t word);
    /// Null if nothing is known of it in this execution.
    Cell* find(std::uint64_t word);

    /// Calls visit(cell) for each word from `begin` to `end` of which something is known.
    template <class Visit>
    void each_known(std::uint64_t begin, std::uint64_t end, const Visit& visit) {
        begin &= ~std::uint64_t{7};
        if ((end - begin) / 8 > slots_.size()) {
            for (Cell& cell : slots_)
                if (cell.execution == execution_ && cell.word - begin < end - begin) visit(cell);
            return;
        }
        for (std::uint64_t word = begin; word < end; word += 8)
            if (Cell* const cell = find(word)) visit(*cell);
    }
    Access& access(std::int32_t index) { return accesses_[static_cast<std::size_t>(index)]; }
    void add(Cell& cell, const Access& access);

private:
    Vector<Cell> slots_;
    Vector<Access> accesses_;
    std::size_t used_ = 0;
    std::uint32_t execution_ = 1;
};

}  // namespace triptych::explore
