/// What `g++ -fsanitize=thread` calls before each plain access to memory.
///
/// The names and their meaning are those of ThreadSanitizer's runtime (compiler-rt,
/// tsan_interface.h); here they are points where another thread may be given its turn.
#include <cstring>

#include "explore/hooks.hpp"

namespace explore = triptych::explore;

namespace {

inline void plain(const volatile void* pointer, std::size_t size, bool writes, const void* from) {
    if (!explore::scheduled()) return;
    explore::Execution& execution = explore::execution();
    execution.access(explore::address_of(pointer), size, writes, explore::place_of(from));
}

}  // namespace

// A macro, because the names differ by a number and must be functions of C.
#define TRIPTYCH_ACCESSES(bytes)                             \
    void __tsan_read##bytes(void* p) {                       \
        plain(p, bytes, false, __builtin_return_address(0)); \
    }                                                        \
    void __tsan_write##bytes(void* p) {                      \
        plain(p, bytes, true, __builtin_return_address(0));  \
    }                                                        \
    void __tsan_unaligned_read##bytes(void* p) {             \
        plain(p, bytes, false, __builtin_return_address(0)); \
    }                                                        \
    void __tsan_unaligned_write##bytes(void* p) {            \
        plain(p, bytes, true, __builtin_return_address(0));  \
    }                                                        \
    void __tsan_volatile_read##bytes(void* p) {              \
        plain(p, bytes, false, __builtin_return_address(0)); \
    }                                                        \
    void __tsan_volatile_write##bytes(void* p) {             \
        plain(p, bytes, true, __builtin_return_address(0));  \
    }

extern "C" {

void __tsan_init() {}
void __tsan_func_entry(void* /*from*/) {}
void __tsan_func_exit() {}

TRIPTYCH_ACCESSES(1)
TRIPTYCH_ACCESSES(2)
TRIPTYCH_ACCESSES(4)
TRIPTYCH_ACCESSES(8)
TRIPTYCH_ACCESSES(16)

void __tsan_read_range(void* p, std::size_t size) {
    plain(p, size, false, __builtin_return_address(0));
}
void __tsan_write_range(void* p, std::size_t size) {
    plain(p, size, true, __builtin_return_address(0));
}

// A constructor or destructor that sets the pointer to what it is writes nothing that matters.
void __tsan_vptr_update(void** p, void* value) {
    if (*p != value) plain(p, sizeof(void*), true, __builtin_return_address(0));
}
void __tsan_vptr_read(void** p) {
    plain(p, sizeof(void*), false, __builtin_return_address(0));
}
}
