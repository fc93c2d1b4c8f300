/// Where in the program something happened.
#pragma once

#include <cstdint>
#include <span>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// While searching, a place is the return address of the hook: cheap. While a replay is recorded,
/// it is the number of a whole call stack, so that a line in a library header can be told as the
/// program's own line that called it.
class Places {
public:
    /// Takes down the call stack of the caller. Returns its number, above any address's low bits:
    /// stacks are numbered from 1.
    std::uint64_t take_stack();

    std::span<const std::uint64_t> stack(std::uint64_t number) const;
    /// For each address, where the stack pointer of its function stood.
    std::span<const std::uint64_t> stack_pointers(std::uint64_t number) const;
    std::uint64_t count() const { return ends_.size(); }
    void clear();

private:
    Vector<std::uint64_t> addresses_;
    Vector<std::uint64_t> stack_pointers_;
    Vector<std::size_t> ends_;
};

}  // namespace triptych::explore
