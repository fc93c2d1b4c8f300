/// pthread_mutex_*: of which std::mutex, recursive_mutex and timed_mutex are made.
#include <cerrno>
#include <pthread.h>
#include <utility>

#include "explore/hooks.hpp"
#include "explore/mutexes.hpp"
#include "explore/unwinder.hpp"

namespace explore = triptych::explore;

namespace triptych::explore {
namespace {

bool is_recursive(const pthread_mutex_t* mutex) {
    return (mutex->__data.__kind & 3) == PTHREAD_MUTEX_RECURSIVE;
}

/// What the first lock of a robust mutex says after a process has ended with it.
int owner_died(const pthread_mutex_t* mutex) {
    if ((mutex->__data.__kind & 16) == 0) return 0;  // glibc: PTHREAD_MUTEX_ROBUST_NORMAL_NP
    Object& object = execution().objects().at(address_of(mutex));
    object.is_robust = true;
    return std::exchange(object.owner_died, false) ? EOWNERDEAD : 0;
}

}  // namespace

void take(Object& object, std::uint64_t place) {
    Thread& me = execution().me();
    object.owner = static_cast<std::int16_t>(me.id);
    object.depth = 1;
    object.locked_at = place;
    me.sync.join(object.released);
    me.sync.join(object.released_by_readers);
}

void lock_mutex(std::uint64_t address, bool recursive, std::uint64_t place) {
    Execution& now = execution();
    Object& object = now.objects().at(address);
    if (recursive && object.owner == now.me().id) {
        ++object.depth;
        return;
    }
    now.reach(Kind::lock, address, place);
    take(object, now.me().pending.place);
}

bool try_lock_mutex(std::uint64_t address, bool recursive, std::uint64_t place) {
    Execution& now = execution();
    Object& object = now.objects().at(address);
    if (recursive && object.owner == now.me().id) {
        ++object.depth;
        return true;
    }
    const bool is_step = now.reach(Kind::try_lock, address, place, now.me().surprises > 0);
    if (is_step && now.me().variant == 1) {
        --now.me().surprises;
        return false;
    }
    if (!object.free_for(false)) return false;
    take(object, now.me().pending.place);
    return true;
}

bool timed_lock_mutex(std::uint64_t address, bool recursive, std::uint64_t place) {
    Execution& now = execution();
    Object& object = now.objects().at(address);
    if (recursive && object.owner == now.me().id) {
        ++object.depth;
        return true;
    }
    // First it looks. If another has the mutex, time may run out or not.
    now.reach(Kind::try_lock, address, place);
    if (object.free_for(false)) {
        take(object, now.me().pending.place);
        return true;
    }
    const bool waits = !now.reach(Kind::wait, address, place, true) || now.me().variant == 0;
    if (!waits) return false;
    now.reach(Kind::lock, address, place);
    take(object, now.me().pending.place);
    return true;
}

void unlock_mutex(std::uint64_t address, std::uint64_t place) {
    Execution& now = execution();
    Object& object = now.objects().at(address);
    if (object.owner != now.me().id)
        now.fail(End::misuse,
                 object.owner < 0 ? "it unlocks a mutex that is not locked"
                                  : "it unlocks a mutex that another thread has locked",
                 place);
    if (--object.depth > 0) return;
    now.reach(Kind::unlock, address, place);
    Thread& me = now.me();
    object.owner = -1;
    object.released = me.sync;
    ++me.sync[me.id];
}

}  // namespace triptych::explore

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
    if (explore::scheduled() && !explore::is_in_unwinder(__builtin_return_address(0)))
        explore::lock_mutex(explore::address_of(mutex), explore::is_recursive(mutex),
                            explore::place_of(__builtin_return_address(0)));
    return explore::scheduled() ? explore::owner_died(mutex) : 0;
}

int pthread_mutex_trylock(pthread_mutex_t* mutex) noexcept {
    if (!explore::scheduled()) return 0;
    return explore::try_lock_mutex(explore::address_of(mutex), explore::is_recursive(mutex),
                                   explore::place_of(__builtin_return_address(0)))
               ? explore::owner_died(mutex)
               : EBUSY;
}

int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* /*until*/) noexcept {
    if (!explore::scheduled()) return 0;
    return explore::timed_lock_mutex(explore::address_of(mutex), explore::is_recursive(mutex),
                                     explore::place_of(__builtin_return_address(0)))
               ? 0
               : ETIMEDOUT;
}

int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t /*clock*/,
                            const timespec* /*until*/) noexcept {
    if (!explore::scheduled()) return 0;
    return explore::timed_lock_mutex(explore::address_of(mutex), explore::is_recursive(mutex),
                                     explore::place_of(__builtin_return_address(0)))
               ? 0
               : ETIMEDOUT;
}

int pthread_mutex_consistent(pthread_mutex_t* /*mutex*/) noexcept {
    return 0;
}

int pthread_mutex_unlock(pthread_mutex_t* mutex) noexcept {
    if (explore::scheduled() && !explore::is_in_unwinder(__builtin_return_address(0)))
        explore::unlock_mutex(explore::address_of(mutex),
                              explore::place_of(__builtin_return_address(0)));
    return 0;
}
}
