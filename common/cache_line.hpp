/// The unit in which cores hand memory to each other.
#pragma once

#include <cstddef>

namespace triptych {

/// Two values closer than this slow each other down when two cores write them. 64 bytes on
/// x86-64 and most Arm; std::hardware_destructive_interference_size may vary with compiler flags,
/// and g++ warns of that.
inline constexpr std::size_t cache_line = 64;

}  // namespace triptych
