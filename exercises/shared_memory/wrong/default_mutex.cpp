// expects: owner_died
#include "exercise.hpp"

void open(Tills& tills) {
    pthread_mutex_init(&tills.mutex, nullptr);
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
