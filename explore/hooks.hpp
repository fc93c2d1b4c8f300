/// For the functions that the compiler and the C library's users call in place of the real ones.
#pragma once

#include <cstdint>

#include "explore/execution.hpp"

namespace triptych::explore {

/// True while the program under test runs under a schedule, on one of its fibers.
inline bool scheduled() {
    return the_execution != nullptr && the_execution->active();
}

/// By which the engine knows it: see ProcessMemory::name.
inline std::uint64_t address_of(const volatile void* pointer) {
    const auto address = reinterpret_cast<std::uint64_t>(pointer);
    return the_execution == nullptr ? address : the_execution->memory().name(address);
}

/// The call itself, not the instruction after it. `return_address` is that of the hook.
inline std::uint64_t place_of(const void* return_address) {
    return reinterpret_cast<std::uint64_t>(return_address) - 1;
}

}  // namespace triptych::explore
