/// Frames of explored coroutines come from the heap, so that the engine sees which memory is whose.
///
/// Replaces coroutines/primitives/frame_pool.cpp.
#include "coroutines/primitives/frame_pool.hpp"

#include <new>

namespace triptych::coroutines {

void* allocate_frame(std::size_t size) {
    return ::operator new(size);
}

void release_frame(void* frame, std::size_t size) noexcept {
    ::operator delete(frame, size);
}

}  // namespace triptych::coroutines
