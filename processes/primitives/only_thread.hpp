/// Whether it is safe to fork: only with one thread.
#pragma once

namespace triptych::processes {

/// Throws std::logic_error if this process has other threads: fork would not copy them, and what
/// they hold locked would stay locked in the child for ever. Waits a moment for those that have
/// been joined and are not yet gone. Threads of io_uring do not count: they run nothing of ours.
void require_only_thread();

}  // namespace triptych::processes
