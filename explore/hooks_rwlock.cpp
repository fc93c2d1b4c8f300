/// pthread_rwlock_*: of which std::shared_mutex is made.
#include <cerrno>
#include <pthread.h>

#include "explore/hooks.hpp"
#include "explore/mutexes.hpp"

namespace explore = triptych::explore;
using explore::Kind;

namespace {

std::uint32_t bit_of_me() {
    return std::uint32_t{1} << explore::execution().me().id;
}

void share(explore::Object& object) {
    explore::Thread& me = explore::execution().me();
    object.readers |= bit_of_me();
    object.locked_at = me.pending.place;
    me.sync.join(object.released);
}

void lock_shared(std::uint64_t address, std::uint64_t place) {
    explore::execution().reach(Kind::lock_shared, address, place);
    share(explore::execution().objects().at(address));
}

bool try_lock_shared(std::uint64_t address, std::uint64_t place) {
    explore::Execution& execution = explore::execution();
    explore::Object& object = execution.objects().at(address);
    const bool is_step =
        execution.reach(Kind::try_lock_shared, address, place, execution.me().surprises > 0);
    if (is_step && execution.me().variant == 1) {
        --execution.me().surprises;
        return false;
    }
    if (!object.free_for(true)) return false;
    share(object);
    return true;
}

void unlock_shared(std::uint64_t address, std::uint64_t place) {
    explore::Execution& execution = explore::execution();
    explore::Object& object = execution.objects().at(address);
    if ((object.readers & bit_of_me()) == 0)
        execution.fail(explore::End::misuse, "it unlocks a shared mutex that it has not locked",
                       place);
    execution.reach(Kind::unlock_shared, address, place);
    explore::Thread& me = execution.me();
    object.readers &= ~bit_of_me();
    object.released_by_readers.join(me.sync);
    ++me.sync[me.id];
}

}  // namespace

extern "C" {

int pthread_rwlock_wrlock(pthread_rwlock_t* lock) noexcept {
    if (!explore::scheduled()) return 0;
    explore::lock_mutex(explore::address_of(lock), false,
                        explore::place_of(__builtin_return_address(0)));
    return 0;
}
int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) noexcept {
    if (!explore::scheduled()) return 0;
    return explore::try_lock_mutex(explore::address_of(lock), false,
                                   explore::place_of(__builtin_return_address(0)))
               ? 0
               : EBUSY;
}
int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t /*clock*/,
                               const timespec* /*until*/) noexcept {
    if (!explore::scheduled()) return 0;
    return explore::timed_lock_mutex(explore::address_of(lock), false,
                                     explore::place_of(__builtin_return_address(0)))
               ? 0
               : ETIMEDOUT;
}
int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, const timespec* until) noexcept {
    return pthread_rwlock_clockwrlock(lock, 0, until);
}

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) noexcept {
    if (!explore::scheduled()) return 0;
    lock_shared(explore::address_of(lock), explore::place_of(__builtin_return_address(0)));
    return 0;
}
int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) noexcept {
    if (!explore::scheduled()) return 0;
    return try_lock_shared(explore::address_of(lock),
                           explore::place_of(__builtin_return_address(0)))
               ? 0
               : EBUSY;
}
int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t /*clock*/,
                               const timespec* /*until*/) noexcept {
    // If it is not free now, time may run out or not: see timed_lock_mutex.
    if (!explore::scheduled()) return 0;
    const std::uint64_t address = explore::address_of(lock);
    const std::uint64_t place = explore::place_of(__builtin_return_address(0));
    if (try_lock_shared(address, place)) return 0;
    explore::Execution& execution = explore::execution();
    if (execution.reach(Kind::wait, address, place, true) && execution.me().variant == 1)
        return ETIMEDOUT;
    lock_shared(address, place);
    return 0;
}
int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, const timespec* until) noexcept {
    return pthread_rwlock_clockrdlock(lock, 0, until);
}

int pthread_rwlock_unlock(pthread_rwlock_t* lock) noexcept {
    if (!explore::scheduled()) return 0;
    const std::uint64_t address = explore::address_of(lock);
    const std::uint64_t place = explore::place_of(__builtin_return_address(0));
    if (explore::execution().objects().at(address).readers != 0)
        unlock_shared(address, place);
    else
        explore::unlock_mutex(address, place);
    return 0;
}
int pthread_rwlock_init(pthread_rwlock_t* lock, const pthread_rwlockattr_t* /*unused*/) noexcept {
    *lock = pthread_rwlock_t{};
    return 0;
}
int pthread_rwlock_destroy(pthread_rwlock_t* /*lock*/) noexcept {
    return 0;
}
}
