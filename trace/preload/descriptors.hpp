/// What a descriptor is: so a wait for it has a reason, and a message a way.
#pragma once

#include "trace/preload/this_thread.hpp"

namespace triptych::trace {

/// Its inode, which both ends of a pipe share; the reason is none for a regular file and the like,
/// where no call waits for long. errno stays as it is.
Told told_of_descriptor(int descriptor);

}  // namespace triptych::trace
