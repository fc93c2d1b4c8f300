/// Doing something once: std::call_once and static variables of functions.
#include <cstdint>
#include <pthread.h>

#include "explore/hooks.hpp"
#include "explore/mutexes.hpp"
#include "explore/unwinder.hpp"

namespace explore = triptych::explore;

namespace {

constexpr int done = 2;  // as in glibc's pthread_once_t

// A static variable's guard: its first byte says whether it is initialised (Itanium C++
// ABI, 3.3.3).
bool is_initialised(const std::uint64_t* guard) {
    return *reinterpret_cast<const std::uint8_t*>(guard) != 0;
}

}  // namespace

extern "C" {

int pthread_once(pthread_once_t* control, void (*function)()) {
    if (!explore::scheduled() || explore::is_in_unwinder(__builtin_return_address(0))) {
        if (*control == done) return 0;
        function();
        *control = done;
        return 0;
    }
    const std::uint64_t address = explore::address_of(control);
    const std::uint64_t place = explore::place_of(__builtin_return_address(0));
    explore::lock_mutex(address, false, place);
    if (*control != done) {
        try {
            function();
        } catch (...) {  // then the next caller tries
            explore::unlock_mutex(address, place);
            throw;
        }
        *control = done;
    }
    explore::unlock_mutex(address, place);
    return 0;
}

int __cxa_guard_acquire(std::uint64_t* guard) {
    if (!explore::scheduled()) return is_initialised(guard) ? 0 : 1;
    const std::uint64_t place = explore::place_of(__builtin_return_address(0));
    explore::lock_mutex(explore::address_of(guard), false, place);
    if (!is_initialised(guard)) return 1;
    explore::unlock_mutex(explore::address_of(guard), place);
    return 0;
}

void __cxa_guard_release(std::uint64_t* guard) noexcept {
    if (!explore::scheduled()) {
        *reinterpret_cast<std::uint8_t*>(guard) = 1;
        return;
    }
    explore::Execution& execution = explore::execution();
    const std::uint64_t place = explore::place_of(__builtin_return_address(0));
    // The compiler looks at the byte, as an atomic, before it calls any of these.
    const std::uint64_t address = explore::address_of(guard);
    execution.atomic_access(address, 1, explore::Kind::write, place, false);
    *reinterpret_cast<std::uint8_t*>(guard) = 1;
    execution.objects().at(address).released = execution.me().sync;
    execution.atomic_done(true);
    explore::unlock_mutex(address, place);
}

void __cxa_guard_abort(std::uint64_t* guard) noexcept {
    if (explore::scheduled())
        explore::unlock_mutex(explore::address_of(guard),
                              explore::place_of(__builtin_return_address(0)));
}
}
