#include "benches/warm_memory.hpp"

#include <sys/mman.h>

namespace triptych {

void warm_memory(std::size_t bytes) {
    void* const memory =
        ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return;  // not so much memory: continue without
    ::madvise(memory, bytes, MADV_HUGEPAGE);
    ::madvise(memory, bytes, MADV_POPULATE_WRITE);
    ::munmap(memory, bytes);
}

}  // namespace triptych
