/// The size of a cache line: the unit in which cores exchange memory.
#pragma once

#include <cstddef>

namespace triptych {

/// Two values that are closer than this may be in one cache line; if two cores write to them, they
/// slow each other down (false sharing). 64 bytes on x86-64 and most Arm.
/// std::hardware_destructive_interference_size may depend on compiler flags, and g++ warns of that.
inline constexpr std::size_t cache_line = 64;

}  // namespace triptych
