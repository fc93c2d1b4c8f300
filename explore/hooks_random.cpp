/// Random numbers: the same ones in each execution, so that a schedule can be followed again.
#include <cstddef>
#include <cstdlib>
#include <random>
#include <sys/random.h>
#include <sys/syscall.h>

#include "explore/hooks.hpp"
#include "explore/real.hpp"

namespace explore = triptych::explore;

namespace {

/// 0 to 32767, by the example of the C standard.
unsigned next(unsigned& state) {
    state = state * 1103515245U + 12345U;
    return (state >> 16) & 0x7FFFU;
}

void fill_with_numbers(void* bytes, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
        static_cast<unsigned char*>(bytes)[i] =
            static_cast<unsigned char>(next(explore::execution().random));
}

}  // namespace

unsigned std::random_device::_M_getval() {
    unsigned value = 0;
    if (explore::scheduled())
        fill_with_numbers(&value, sizeof value);
    else
        explore::real::syscall(SYS_getrandom, &value, sizeof value, 0);
    return value;
}

extern "C" {

int rand() noexcept {
    static unsigned outside = 1;
    return static_cast<int>(next(explore::scheduled() ? explore::execution().random : outside));
}
void srand(unsigned seed) noexcept {
    if (explore::scheduled()) explore::execution().random = seed;
}
ssize_t getrandom(void* bytes, std::size_t size, unsigned flags) {
    if (!explore::scheduled()) return explore::real::syscall(SYS_getrandom, bytes, size, flags);
    fill_with_numbers(bytes, size);
    return static_cast<ssize_t>(size);
}
int getentropy(void* bytes, std::size_t size) {
    return getrandom(bytes, size, 0) < 0 ? -1 : 0;
}
}
