// An object locks, repairs and unlocks.
#include <cerrno>

#include "exercise.hpp"

namespace {

class Inside {
public:
    explicit Inside(Tills& tills) : tills_{tills} {
        const int error = pthread_mutex_lock(&tills_.mutex);
        if (error != EOWNERDEAD) return;
        tills_.right += tills_.sum - (tills_.left + tills_.right);
        pthread_mutex_consistent(&tills_.mutex);
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { pthread_mutex_unlock(&tills_.mutex); }

private:
    Tills& tills_;
};

}  // namespace

void open(Tills& tills) {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&tills.mutex, &kind);
    pthread_mutexattr_destroy(&kind);
}

void move(Tills& tills, long amount, const std::function<void()>& carry) {
    const Inside inside{tills};
    tills.left -= amount;
    carry();
    tills.right += amount;
}

void close(Tills& tills) {
    pthread_mutex_destroy(&tills.mutex);
}
