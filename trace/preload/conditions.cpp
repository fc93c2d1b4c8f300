/// Conditions: a wait unlocks the mutex, and locks it again before it returns.
#include <climits>
#include <pthread.h>

#include "trace/preload/mutexes.hpp"
#include "trace/preload/real.hpp"

using namespace triptych::trace;

namespace {

// The oldest version of these functions takes a smaller object: never that one.
constexpr const char* version = "GLIBC_2.3.2";

using Condition = pthread_cond_t;
using Mutex = pthread_mutex_t;

constinit Real<int(Condition*, Mutex*)> real_wait{"pthread_cond_wait", version};
constinit Real<int(Condition*, Mutex*, const timespec*)> real_timedwait{"pthread_cond_timedwait",
                                                                        version};
constinit Real<int(Condition*, Mutex*, clockid_t, const timespec*)> real_clockwait{
    "pthread_cond_clockwait"};
constinit Real<int(Condition*)> real_signal{"pthread_cond_signal", version};
constinit Real<int(Condition*)> real_broadcast{"pthread_cond_broadcast", version};

Told told_of(const Condition& condition) {
    const bool is_shared_condition = (condition.__data.__wrefs & 1U) != 0;
    return {.reason = Reason::condition,
            .object = address_of(&condition),
            .flags = is_shared_condition ? is_shared : std::uint16_t{0}};
}

template <typename Wait>
int wait_traced(const Condition& condition, const Mutex& mutex, bool timed, Wait wait) {
    Told told = told_of(condition);
    told.flags |= timed ? is_timed : std::uint16_t{0};
    record_unlock(mutex);
    int error = 0;
    {
        const Waiting waiting{told};
        error = wait();
    }
    record_lock(mutex, false);
    return error;
}

void record_wake(const Condition& condition, std::uint32_t how_many) {
    Told told = told_of(condition);
    told.value = how_many;
    record(Kind::wakes, told);
}

}  // namespace

extern "C" {

int pthread_cond_wait(Condition* condition, Mutex* mutex) {
    return wait_traced(*condition, *mutex, false, [=] { return real_wait(condition, mutex); });
}

int pthread_cond_timedwait(Condition* condition, Mutex* mutex, const timespec* due) {
    return wait_traced(*condition, *mutex, true,
                       [=] { return real_timedwait(condition, mutex, due); });
}

int pthread_cond_clockwait(Condition* condition, Mutex* mutex, clockid_t clock,
                           const timespec* due) {
    return wait_traced(*condition, *mutex, true,
                       [=] { return real_clockwait(condition, mutex, clock, due); });
}

int pthread_cond_signal(Condition* condition) noexcept {
    record_wake(*condition, 1);
    return real_signal(condition);
}

int pthread_cond_broadcast(Condition* condition) noexcept {
    record_wake(*condition, UINT_MAX);
    return real_broadcast(condition);
}

}  // extern "C"
