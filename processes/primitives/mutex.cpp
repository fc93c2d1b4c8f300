#include "processes/primitives/mutex.hpp"

#include <cerrno>
#include <system_error>

namespace triptych::processes {
namespace {

/// pthread functions return the error; they do not set errno.
void check(int error, const char* call) {
    if (error != 0) throw std::system_error{error, std::generic_category(), call};
}

[[noreturn]] void fail(int error) {
    throw std::system_error{error, std::generic_category(), "the lock of a shared mutex"};
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

// pthread_mutex_consistent in any case, and a flag of our own for what is not recovered: glibc
// 2.36 wakes only one of those who wait for a mutex that is not recoverable.
bool Mutex::recover(int error) {
    if (error == EOWNERDEAD)
        check(pthread_mutex_consistent(&mutex_), "pthread_mutex_consistent");
    else if (error != 0)
        fail(error);
    if (given_up_) {
        unlock();
        fail(ENOTRECOVERABLE);
    }
    return true;  // for then it was EOWNERDEAD
}

Mutex::Try Mutex::try_lock_and_recover() {
    const int error = pthread_mutex_trylock(&mutex_);
    if (error == EBUSY) return Try::busy;
    return (error != 0 || given_up_) && recover(error) ? Try::recovered : Try::taken;
}

void Mutex::give_up() {
    given_up_ = true;
    unlock();
    fail(EOWNERDEAD);
}

}  // namespace triptych::processes
