/// A memory pool for coroutine frames: many of the same size are created and destroyed all the
/// time.
#pragma once

#include <array>
#include <cstddef>
#include <new>
#include <utility>

#include "common/sanitizers.hpp"

namespace triptych::coroutines {

namespace detail {

inline constexpr std::size_t frame_unit = 8;
inline constexpr std::size_t largest_pooled_frame = 1024;  // a larger one: from operator new

struct FreeFrame {
    FreeFrame* next;
};

/// The free frames of one thread, by size: shelf i holds those of i units.
struct FreeFrames {
    std::array<FreeFrame*, largest_pooled_frame / frame_unit + 1> shelves;
    bool have_owner;  // that passes them on when the thread ends
};
inline constinit thread_local FreeFrames free_frames{};

inline FreeFrame*& shelf_of(std::size_t size) noexcept {
    return free_frames.shelves[(size + frame_unit - 1) / frame_unit];
}

/// AddressSanitizer detects a frame that is used after its destruction, if each is a separate
/// allocation.
constexpr bool is_pooled(std::size_t size) noexcept {
    return !address_sanitizer && size <= largest_pooled_frame;
}

// What is rare. (explore has functions of its own in their place.)

/// Allocates a frame where this thread has no free one.
void* new_frame(std::size_t size);
/// Releases a frame that is not pooled, or is the first that this thread releases.
void release_first_frame(void* frame, std::size_t size) noexcept;

}  // namespace detail

/// Returns `size` bytes from a free list of this thread. Throws std::bad_alloc.
///
/// They are aligned for an object of that size: as by operator new if `size` is a multiple of that
/// alignment, else to 8 bytes. (The size of a type is a multiple of its alignment, so a frame of 88
/// bytes needs no more. To round it up to 96 would cost 8 MB for a million.)
///
/// A block has no header, and the block that was released last is allocated next (it is still in
/// the cache). Another thread may release a block. When a thread ends, its free blocks become
/// available to the other threads; memory is never returned to the system.
///
/// Inline, because a compiler knows the size of a frame: then it is a few instructions.
inline void* allocate_frame(std::size_t size) {
    if (!detail::is_pooled(size)) return detail::new_frame(size);
    detail::FreeFrame*& shelf = detail::shelf_of(size);
    if (shelf == nullptr) [[unlikely]]
        return detail::new_frame(size);
    return std::exchange(shelf, shelf->next);
}

/// Takes back what allocate_frame(size) returned.
inline void release_frame(void* frame, std::size_t size) noexcept {
    if (!detail::is_pooled(size) || !detail::free_frames.have_owner) [[unlikely]]
        return detail::release_first_frame(frame, size);
    detail::FreeFrame*& shelf = detail::shelf_of(size);
    shelf = new (frame) detail::FreeFrame{shelf};
}

}  // namespace triptych::coroutines
