/// SIGINT and SIGTERM as a descriptor that becomes readable, for servers that have no event loop.
#pragma once

#include <chrono>

namespace triptych::cli {

/// From now on the first of these signals makes the returned descriptor readable, for ever; and if
/// the program has not ended `longest` after it, the program exits with 0: what has begun had its
/// time. Call once, before threads or processes are started. Throws std::system_error.
int readable_after_stop_signal(std::chrono::milliseconds longest);

}  // namespace triptych::cli
