/// Memory that the machine has at hand.
#pragma once

#include <cstddef>

namespace triptych {

/// Touches `bytes` of memory, and gives them back at once.
///
/// On a virtual machine the host may have taken away memory that nobody used for some seconds, and
/// to hand it out again takes it up to 10 microseconds a page: three times what a million
/// coroutines take for everything else. That is no answer's doing, so none is charged with it:
/// whoever needs much memory is timed right after somebody else has used as much.
void warm_memory(std::size_t bytes);

}  // namespace triptych
