/// Memory that the host has really given to this machine.
#pragma once

#include <cstddef>

namespace triptych {

/// Touches `bytes` of memory, and frees them at once.
///
/// The host of a virtual machine may take back memory that was idle for some seconds, and needs up
/// to 10 microseconds a page to return it: three times what a million coroutines take for
/// everything else. No implementation is charged with this: what needs much memory is timed just
/// after the same amount was touched.
void warm_memory(std::size_t bytes);

}  // namespace triptych
