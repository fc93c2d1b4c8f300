/// Checks that it is safe to fork: the process has only one thread.
#pragma once

namespace triptych::processes {

/// Throws std::logic_error if this process has other threads: fork would not copy them, and a lock
/// that one of them holds would stay locked in the child for ever. Waits up to half a second for
/// threads that have been joined but are still in the kernel. The kernel's threads for io_uring do
/// not count: they hold none of our locks.
void require_only_thread();

}  // namespace triptych::processes
