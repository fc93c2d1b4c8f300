/// Semaphores: std::counting_semaphore (see include/bits/semaphore_base.h) and those of POSIX.
#include <cerrno>
#include <cstring>
#include <semaphore.h>

#include "explore/hooks.hpp"

namespace explore = triptych::explore;
using explore::Kind;

namespace {

void learn(std::uint64_t address) {
    explore::Execution& execution = explore::execution();
    execution.me().sync.join(execution.objects().at(address).released);
}

void acquire(int* number, const void* from) {
    const std::uint64_t address = explore::address_of(number);
    explore::execution().reach(Kind::acquire, address, explore::place_of(from));
    learn(address);
    --*number;
}

bool try_acquire(int* number, bool timed, const void* from) {
    explore::Execution& execution = explore::execution();
    const std::uint64_t address = explore::address_of(number);
    const std::uint64_t place = explore::place_of(from);
    execution.reach(Kind::try_acquire, address, place);
    if (*number > 0) {
        learn(address);
        --*number;
        return true;
    }
    if (!timed) return false;
    // Time runs out or it does not: both are tried.
    if (execution.reach(Kind::wait, address, place, true) && execution.me().variant == 1)
        return false;
    acquire(number, from);
    return true;
}

void release(int* number, int update, const void* from) {
    explore::Execution& execution = explore::execution();
    const std::uint64_t address = explore::address_of(number);
    execution.reach(Kind::release, address, explore::place_of(from));
    explore::Thread& me = execution.me();
    execution.objects().at(address).released.join(me.sync);
    ++me.sync[me.id];
    *number += update;
}

/// Its number is in the first word.
int* number_of(sem_t* semaphore) {
    return reinterpret_cast<int*>(semaphore);
}

}  // namespace

extern "C" {

void triptych_semaphore_acquire(int* number) {
    if (explore::scheduled()) acquire(number, __builtin_return_address(0));
}
int triptych_semaphore_try_acquire(int* number, int timed) {
    return !explore::scheduled() || try_acquire(number, timed != 0, __builtin_return_address(0))
               ? 1
               : 0;
}
void triptych_semaphore_release(int* number, long update) {
    if (explore::scheduled())
        release(number, static_cast<int>(update), __builtin_return_address(0));
}

int sem_init(sem_t* semaphore, int /*shared*/, unsigned value) noexcept {
    std::memset(semaphore, 0, sizeof *semaphore);
    *number_of(semaphore) = static_cast<int>(value);
    return 0;
}
int sem_destroy(sem_t* /*semaphore*/) noexcept {
    return 0;
}
int sem_wait(sem_t* semaphore) {
    if (explore::scheduled()) acquire(number_of(semaphore), __builtin_return_address(0));
    return 0;
}
int sem_timedwait(sem_t* semaphore, const timespec* /*until*/) {
    if (!explore::scheduled() ||
        try_acquire(number_of(semaphore), true, __builtin_return_address(0)))
        return 0;
    errno = ETIMEDOUT;
    return -1;
}
int sem_trywait(sem_t* semaphore) noexcept {
    if (!explore::scheduled() ||
        try_acquire(number_of(semaphore), false, __builtin_return_address(0)))
        return 0;
    errno = EAGAIN;
    return -1;
}
int sem_post(sem_t* semaphore) noexcept {
    if (explore::scheduled()) release(number_of(semaphore), 1, __builtin_return_address(0));
    return 0;
}
int sem_getvalue(sem_t* semaphore, int* value) noexcept {
    *value = *number_of(semaphore);
    return 0;
}
}
