/// Memory for coroutine frames, many of one size, made and dropped all the time.
#pragma once

#include <cstddef>

namespace triptych::coroutines {

/// Returns `size` bytes, aligned as by operator new, from a free list of this thread.
///
/// A block has no header, and what is released is what is allocated next. Blocks may be released
/// by another thread than the one that allocated them. What a thread has in stock when it ends
/// goes to the others; nothing goes back to the system. Throws std::bad_alloc.
void* allocate_frame(std::size_t size);

/// Takes back what allocate_frame(size) returned.
void release_frame(void* frame, std::size_t size) noexcept;

}  // namespace triptych::coroutines
