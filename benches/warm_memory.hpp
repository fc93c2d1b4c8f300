/// Makes the host of a virtual machine provide memory before a measurement.
#pragma once

#include <cstddef>

namespace triptych {

/// Touches `bytes` of memory, and frees them at once.
///
/// The host of a virtual machine may take back memory that was idle for some seconds, and needs up
/// to 10 microseconds a page to return it. That is three times as long as everything else that a
/// million coroutines do. It must not count as the time of an implementation, so a benchmark that
/// needs much memory is timed just after the same amount was touched.
void warm_memory(std::size_t bytes);

}  // namespace triptych
