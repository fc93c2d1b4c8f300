/// Mutexes: who holds one, and who waits for it.
#include "trace/preload/mutexes.hpp"

#include <cerrno>
#include <pthread.h>

#include "trace/preload/real.hpp"

using namespace triptych::trace;

namespace {

constinit Real<int(pthread_mutex_t*)> real_lock{"pthread_mutex_lock"};
constinit Real<int(pthread_mutex_t*)> real_trylock{"pthread_mutex_trylock"};
constinit Real<int(pthread_mutex_t*)> real_unlock{"pthread_mutex_unlock"};
constinit Real<int(pthread_mutex_t*, const timespec*)> real_timedlock{"pthread_mutex_timedlock"};
constinit Real<int(pthread_mutex_t*, clockid_t, const timespec*)> real_clocklock{
    "pthread_mutex_clocklock"};

bool is_locked(int error) {
    return error == 0 || error == EOWNERDEAD;
}

/// Locks without waiting if that is possible: then nothing is recorded but the lock itself. Else
/// `lock` waits, and reports errors.
template <typename Lock>
int lock_traced(pthread_mutex_t* mutex, bool timed, Lock lock) {
    if (!this_thread.writer.is_on()) return lock();
    int error = real_trylock(mutex);
    const bool waits = error == EBUSY;
    if (waits) {
        Told told = told_of(*mutex);
        told.flags |= timed ? is_timed : std::uint16_t{0};
        const Waiting waiting{told};
        error = lock();
    } else if (!is_locked(error)) {
        error = lock();
    }
    if (is_locked(error)) record_lock(*mutex, waits);
    return error;
}

}  // namespace

namespace triptych::trace {

Told told_of(const pthread_mutex_t& mutex) {
    // The C library's own fields: bit 7 of the kind, and the thread that holds it.
    const bool is_shared_mutex = (mutex.__data.__kind & 128) != 0;
    return {.reason = Reason::mutex,
            .object = address_of(&mutex),
            .value = static_cast<std::uint32_t>(mutex.__data.__owner),
            .flags = is_shared_mutex ? is_shared : std::uint16_t{0}};
}

void record_lock(const pthread_mutex_t& mutex, bool has_waited) {
    Told told = told_of(mutex);
    told.value = has_waited ? 1 : 0;
    record(Kind::lock, told);
}

void record_unlock(const pthread_mutex_t& mutex) {
    Told told = told_of(mutex);
    told.value = 0;
    record(Kind::unlock, told);
}

}  // namespace triptych::trace

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
    return lock_traced(mutex, false, [=] { return real_lock(mutex); });
}

int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* due) noexcept {
    return lock_traced(mutex, true, [=] { return real_timedlock(mutex, due); });
}

int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* due) noexcept {
    return lock_traced(mutex, true, [=] { return real_clocklock(mutex, clock, due); });
}

int pthread_mutex_trylock(pthread_mutex_t* mutex) noexcept {
    const int error = real_trylock(mutex);
    if (is_locked(error)) record_lock(*mutex, false);
    return error;
}

int pthread_mutex_unlock(pthread_mutex_t* mutex) noexcept {
    record_unlock(*mutex);  // before: afterwards another thread may have destroyed the mutex
    return real_unlock(mutex);
}

}  // extern "C"
