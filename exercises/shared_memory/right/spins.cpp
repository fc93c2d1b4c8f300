// Tries the lock again and again.
#include <cerrno>
#include <sched.h>

#include "exercise.hpp"

void open(Tills& tills) {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&tills.mutex, &kind);
    pthread_mutexattr_destroy(&kind);
}

void move(Tills& tills, long amount, const std::function<void()>& carry) {
    int error = EBUSY;
    while ((error = pthread_mutex_trylock(&tills.mutex)) == EBUSY)
        sched_yield();
    if (error == EOWNERDEAD) {
        tills.right = tills.sum - tills.left;
        pthread_mutex_consistent(&tills.mutex);
    }
    tills.left -= amount;
    carry();
    tills.right += amount;
    pthread_mutex_unlock(&tills.mutex);
}

void close(Tills& tills) {
    pthread_mutex_destroy(&tills.mutex);
}
