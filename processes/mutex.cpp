#include "processes/mutex.hpp"

#include <cerrno>
#include <system_error>

namespace triptych::processes {
namespace {

/// pthread functions return the error; they do not set errno.
void check(int error, const char* call) {
    if (error != 0) throw std::system_error{error, std::generic_category(), call};
}

}  // namespace

Mutex::Mutex() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    const int error = pthread_mutex_init(&mutex_, &attributes);
    pthread_mutexattr_destroy(&attributes);
    check(error, "pthread_mutex_init");
}

void Mutex::lock() {
    if (!lock_and_recover()) return;
    given_up_ = true;
    unlock();
    check(EOWNERDEAD, "the lock of a shared mutex");
}

// pthread_mutex_consistent in any case, and a flag of our own for what is not recovered: glibc
// 2.36 wakes only one of those who wait for a mutex that is not recoverable.
bool Mutex::lock_and_recover() {
    const int error = pthread_mutex_lock(&mutex_);
    if (error == EOWNERDEAD)
        check(pthread_mutex_consistent(&mutex_), "pthread_mutex_consistent");
    else
        check(error, "the lock of a shared mutex");
    if (given_up_) {
        unlock();
        check(ENOTRECOVERABLE, "the lock of a shared mutex");
    }
    return error == EOWNERDEAD;
}

}  // namespace triptych::processes
