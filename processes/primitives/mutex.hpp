/// A mutex that works across fork: put it in a Shared<T>.
///
/// Concepts: robust mutex, mutex
#pragma once

#include <pthread.h>

namespace triptych::processes {

/// Meets std::lock_guard's needs, so it reads like std::mutex. It is robust: if a process dies
/// while it holds the lock, the next one is told, and nobody waits for ever.
class Mutex {
public:
    Mutex();
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;
    ~Mutex() { pthread_mutex_destroy(&mutex_); }

    /// Throws std::system_error if its owner has died: EOWNERDEAD the first time, and
    /// ENOTRECOVERABLE from then on, for what it guards may be half written.
    void lock() {
        if (lock_and_recover()) give_up();
    }

    /// Locks it, too, where the owner has died, and then returns true: what it guards may be
    /// half written, and it is the caller's business to make it good.
    [[nodiscard]] bool lock_and_recover() {
        const int error = pthread_mutex_lock(&mutex_);
        return (error != 0 || given_up_) && recover(error);
    }

    /// As lock_and_recover(), but does not wait.
    enum class Try { busy, taken, recovered };
    [[nodiscard]] Try try_lock_and_recover();

    void unlock() { pthread_mutex_unlock(&mutex_); }

private:
    bool recover(int error);
    [[noreturn]] void give_up();

    pthread_mutex_t mutex_{};
    bool given_up_ = false;  // guarded by mutex_; true once lock() has met a dead owner
};

}  // namespace triptych::processes
