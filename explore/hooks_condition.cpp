/// pthread_cond_*: of which std::condition_variable is made.
///
/// A wait is three steps: it joins the queue, unlocks, and locks again. A thread that may wake
/// without a notification (spuriously, or because time runs out) does so at the first of these:
/// when exactly it wakes can only be seen by when it locks again, and that is a step of its own.
#include <cerrno>
#include <pthread.h>

#include "explore/hooks.hpp"
#include "explore/mutexes.hpp"

namespace explore = triptych::explore;
using explore::Kind;

namespace {

/// True if it was notified, or woke for no reason; false: time ran out.
bool wait(pthread_cond_t* condition, pthread_mutex_t* mutex, bool timed, const void* from) {
    explore::Execution& execution = explore::execution();
    const std::uint64_t queue = explore::address_of(condition);
    const std::uint64_t place = explore::place_of(from);
    const bool is_step =
        execution.reach(Kind::wait, queue, place, timed || execution.me().surprises > 0);
    explore::Thread& me = execution.me();
    const bool by_itself = is_step && me.variant == 1;
    if (by_itself && !timed) --me.surprises;
    if (!by_itself) {
        execution.objects().at(queue).waiters |= std::uint32_t{1} << me.id;
        me.waits_on = queue;
    }
    explore::unlock_mutex(explore::address_of(mutex), place);
    if (me.waits_on == queue) execution.wait_in_queue(queue, place, timed);
    explore::lock_mutex(explore::address_of(mutex), false, place);
    return !(by_itself && timed);
}

}  // namespace

extern "C" {

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
    if (explore::scheduled()) wait(condition, mutex, false, __builtin_return_address(0));
    return 0;
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* until) {
    if (!explore::scheduled()) return 0;
    if (wait(condition, mutex, true, __builtin_return_address(0))) return 0;
    explore::execution().pass_time_until(*until);
    return ETIMEDOUT;
}

int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t /*clock*/,
                           const timespec* until) {
    if (!explore::scheduled()) return 0;
    if (wait(condition, mutex, true, __builtin_return_address(0))) return 0;
    explore::execution().pass_time_until(*until);
    return ETIMEDOUT;
}

int pthread_cond_signal(pthread_cond_t* condition) noexcept {
    if (!explore::scheduled()) return 0;
    const std::uint64_t queue = explore::address_of(condition);
    explore::execution().reach(Kind::notify_one, queue,
                               explore::place_of(__builtin_return_address(0)));
    explore::execution().notify(queue, false);
    return 0;
}

int pthread_cond_broadcast(pthread_cond_t* condition) noexcept {
    if (!explore::scheduled()) return 0;
    const std::uint64_t queue = explore::address_of(condition);
    explore::execution().reach(Kind::notify_all, queue,
                               explore::place_of(__builtin_return_address(0)));
    explore::execution().notify(queue, true);
    return 0;
}

int pthread_cond_init(pthread_cond_t* condition, const pthread_condattr_t* /*unused*/) noexcept {
    *condition = pthread_cond_t{};
    return 0;
}
int pthread_cond_destroy(pthread_cond_t* /*condition*/) noexcept {
    return 0;
}
}
