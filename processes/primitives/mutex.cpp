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

// It always calls pthread_mutex_consistent, and has its own flag for an unrecoverable mutex,
// because glibc 2.36 wakes only one of the processes that wait for an unrecoverable mutex.
bool Mutex::recover(int error) {
    if (error == EOWNERDEAD)
        check(pthread_mutex_consistent(&mutex_), "pthread_mutex_consistent");
    else if (error != 0)
        fail(error);
    if (unrecoverable_) {
        unlock();
        fail(ENOTRECOVERABLE);
    }
    return true;  // the error was EOWNERDEAD
}

Mutex::Try Mutex::try_lock_and_recover() {
    const int error = pthread_mutex_trylock(&mutex_);
    if (error == EBUSY) return Try::busy;
    return (error != 0 || unrecoverable_) && recover(error) ? Try::recovered : Try::taken;
}

void Mutex::mark_unrecoverable() {
    unrecoverable_ = true;
    unlock();
    fail(EOWNERDEAD);
}

}  // namespace triptych::processes
