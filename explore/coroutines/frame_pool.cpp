/// Frames of explored coroutines come from the heap, so that the engine sees which memory is whose.
///
/// Replaces coroutines/primitives/frame_pool.cpp: so no frame becomes a free one of the pool.
#include "coroutines/primitives/frame_pool.hpp"

namespace triptych::coroutines::detail {

void* new_frame(std::size_t size) {
    return ::operator new(size);
}

void release_first_frame(void* frame, std::size_t size) noexcept {
    ::operator delete(frame, size);
}

}  // namespace triptych::coroutines::detail
