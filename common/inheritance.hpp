/// What a program inherits from the one that started it, and cannot do with.
#pragma once

namespace triptych {

/// To be called first in main(), before any file is opened or any process started.
///
/// Opens descriptors 0 to 2 on /dev/null where they are closed: the next file to be opened would
/// else get that number, and what is printed would end up in it. Sets SIGCHLD to its default: were
/// it ignored, the kernel would keep no child's status, and a crash could not be told from a
/// success. Ignores SIGXFSZ, so that a write past `ulimit -f` fails with EFBIG ("File too large")
/// and whatever was opened is tidied up.
void settle_inheritance() noexcept;

}  // namespace triptych
