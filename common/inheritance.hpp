/// Repairs settings that a program may inherit from its parent process, and cannot work with.
#pragma once

namespace triptych {

/// Call this first in main(), before the program opens a file or starts a process.
///
/// - It opens descriptors 0 to 2 on /dev/null if they are closed. Otherwise the next file would get
///   that number, and output would end up in it.
/// - It sets SIGCHLD to its default. If it is ignored, the kernel keeps no exit status of children,
///   and the program could not distinguish a crash from a success.
/// - It ignores SIGXFSZ, so that a write past `ulimit -f` fails with EFBIG ("File too large"), and
///   the program can clean up.
void settle_inheritance() noexcept;

}  // namespace triptych
