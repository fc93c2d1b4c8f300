/// Accepting, reading and writing where the thread or process blocks in the kernel, with a time
/// limit.
///
/// Each wait also ends when `stop` is readable: a descriptor that stays readable once the server is
/// to end (a pipe whose other end is closed). It is watched together with the socket, so no signal
/// can come a moment too early, and be lost.
///
/// Concepts: blocking call
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "common/descriptor.hpp"

namespace triptych {

using Deadline = std::chrono::steady_clock::time_point;

/// Waits for a client of the non-blocking socket `listening`. Returns nothing once `stop` is
/// readable; a descriptor that is not open if `due` comes first. Out of descriptors, waits for
/// accept_pause instead of spinning. Throws std::system_error if the socket fails.
std::optional<Descriptor> accept_by(int listening, Deadline due, int stop);

/// Waits for bytes, and returns how many came; 0 at the end, if the connection has failed, or if
/// `stop` is readable. Returns nothing if the time is over.
std::optional<std::size_t> read_by(int connection, std::span<char> room, Deadline due,
                                   int stop) noexcept;

/// Returns whether the kernel has taken all `bytes` in time. Otherwise the connection is of no more
/// use: the peer has gone, or does not read.
bool write_by(int connection, std::string_view bytes, Deadline due) noexcept;

/// Ends a connection such that the peer receives all that was written: a socket that is closed
/// while unread bytes arrive is reset, and the last answer would be lost. Reads, and ignores, what
/// comes until the peer ends its side, or `due`.
void hang_up(int connection, Deadline due, int stop) noexcept;

/// Returns whether `descriptor` is readable by then.
bool is_readable_by(int descriptor, Deadline due) noexcept;

}  // namespace triptych
