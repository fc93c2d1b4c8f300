/// Semaphores, barriers, and locks for readers and writers.
#include <cerrno>
#include <cstring>
#include <pthread.h>
#include <semaphore.h>

#include "trace/preload/real.hpp"
#include "trace/preload/this_thread.hpp"

using namespace triptych::trace;

namespace {

constinit Real<int(sem_t*)> real_sem_wait{"sem_wait"};
constinit Real<int(sem_t*)> real_sem_trywait{"sem_trywait"};
constinit Real<int(sem_t*, const timespec*)> real_sem_timedwait{"sem_timedwait"};
constinit Real<int(sem_t*, clockid_t, const timespec*)> real_sem_clockwait{"sem_clockwait"};
constinit Real<int(sem_t*)> real_sem_post{"sem_post"};
constinit Real<int(pthread_barrier_t*)> real_barrier_wait{"pthread_barrier_wait"};
constinit Real<int(pthread_rwlock_t*)> real_rdlock{"pthread_rwlock_rdlock"};
constinit Real<int(pthread_rwlock_t*)> real_tryrdlock{"pthread_rwlock_tryrdlock"};
constinit Real<int(pthread_rwlock_t*)> real_wrlock{"pthread_rwlock_wrlock"};
constinit Real<int(pthread_rwlock_t*)> real_trywrlock{"pthread_rwlock_trywrlock"};

Told told_of(const sem_t& semaphore, bool timed = false) {
    // The C library's own field: after 8 bytes, not 0 if processes share the semaphore.
    std::uint32_t between_processes = 0;
    std::memcpy(&between_processes, reinterpret_cast<const char*>(&semaphore) + 8, 4);
    const auto shared_flag = between_processes != 0 ? is_shared : std::uint16_t{0};
    return {.reason = Reason::semaphore,
            .object = address_of(&semaphore),
            .flags = static_cast<std::uint16_t>(shared_flag | (timed ? is_timed : 0U))};
}

/// Takes it without waiting if that is possible: then there is nothing to record.
template <typename Wait>
int take(sem_t* semaphore, bool timed, Wait wait) {
    const int before = errno;
    if (real_sem_trywait(semaphore) == 0) return 0;
    errno = before;
    const Waiting waiting{told_of(*semaphore, timed)};
    return wait();
}

template <typename Lock>
int lock_rwlock(pthread_rwlock_t* lock, Real<int(pthread_rwlock_t*)>& attempt, Lock wait) {
    if (attempt(lock) == 0) return 0;
    const Waiting waiting{{.reason = Reason::rwlock, .object = address_of(lock)}};
    return wait();
}

}  // namespace

extern "C" {

int sem_wait(sem_t* semaphore) {
    return take(semaphore, false, [=] { return real_sem_wait(semaphore); });
}

int sem_timedwait(sem_t* semaphore, const timespec* due) {
    return take(semaphore, true, [=] { return real_sem_timedwait(semaphore, due); });
}

int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* due) {
    return take(semaphore, true, [=] { return real_sem_clockwait(semaphore, clock, due); });
}

int sem_post(sem_t* semaphore) noexcept {
    Told told = told_of(*semaphore);
    told.value = 1;
    record(Kind::wakes, told);
    return real_sem_post(semaphore);
}

int pthread_barrier_wait(pthread_barrier_t* barrier) noexcept {
    const Waiting waiting{{.reason = Reason::barrier, .object = address_of(barrier)}};
    return real_barrier_wait(barrier);
}

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) noexcept {
    return lock_rwlock(lock, real_tryrdlock, [=] { return real_rdlock(lock); });
}

int pthread_rwlock_wrlock(pthread_rwlock_t* lock) noexcept {
    return lock_rwlock(lock, real_trywrlock, [=] { return real_wrlock(lock); });
}

}  // extern "C"
