/// A mutex that works across fork: put it in a Shared<T>.
///
/// Concepts: robust mutex, mutex
#pragma once

#include <pthread.h>

namespace triptych::processes {

/// Works with std::lock_guard, as std::mutex does. It is robust: if a process dies while it holds
/// the lock, the next process that locks it gets an error, and none waits for ever.
class Mutex {
public:
    Mutex();
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;
    ~Mutex() { pthread_mutex_destroy(&mutex_); }

    /// Throws std::system_error if its owner has died: EOWNERDEAD the first time, and
    /// ENOTRECOVERABLE from then on, because the data that it guards may be half written.
    void lock() {
        if (lock_and_recover()) mark_unrecoverable();
    }

    /// Locks the mutex even if its owner has died. Then it returns true: the data that the mutex
    /// guards may be half written, and the caller must repair it.
    [[nodiscard]] bool lock_and_recover() {
        const int error = pthread_mutex_lock(&mutex_);
        return (error != 0 || unrecoverable_) && recover(error);
    }

    /// As lock_and_recover(), but does not wait.
    enum class Try { busy, taken, recovered };
    [[nodiscard]] Try try_lock_and_recover();

    void unlock() { pthread_mutex_unlock(&mutex_); }

private:
    bool recover(int error);
    [[noreturn]] void mark_unrecoverable();

    pthread_mutex_t mutex_{};
    bool unrecoverable_ = false;  // guarded by mutex_; true once lock() has found a dead owner
};

}  // namespace triptych::processes
