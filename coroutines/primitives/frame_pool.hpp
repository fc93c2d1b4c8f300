/// A memory pool for coroutine frames: many of the same size are created and destroyed all the
/// time.
#pragma once

#include <cstddef>

namespace triptych::coroutines {

/// Returns `size` bytes, aligned as by operator new, from a free list of this thread. Throws
/// std::bad_alloc.
///
/// A block has no header, and the block that was released last is allocated next (it is still in
/// the cache). Another thread may release a block. When a thread ends, its free blocks become
/// available to the other threads; memory is never returned to the system.
void* allocate_frame(std::size_t size);

/// Takes back what allocate_frame(size) returned.
void release_frame(void* frame, std::size_t size) noexcept;

}  // namespace triptych::coroutines
