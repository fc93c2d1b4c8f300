#include "exercise.hpp"

void open(Tills& tills) {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    // Your turn: what happens to this mutex when its owner dies?
    pthread_mutex_init(&tills.mutex, &kind);
    pthread_mutexattr_destroy(&kind);
}

void move(Tills& tills, long amount, const std::function<void()>& carry) {
    pthread_mutex_lock(&tills.mutex);
    tills.left -= amount;
    carry();
    tills.right += amount;
    pthread_mutex_unlock(&tills.mutex);
}

void close(Tills& tills) {
    pthread_mutex_destroy(&tills.mutex);
}
