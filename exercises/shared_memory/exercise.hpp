/// The cashier who fainted: what you write.
#pragma once

#include <functional>
#include <pthread.h>

/// In memory that processes share.
struct Tills {
    pthread_mutex_t mutex;
    long left = 0;   // guarded by mutex
    long right = 0;  // guarded by mutex
    long sum = 0;    // never changes
};

/// Makes the mutex.
void open(Tills& tills);

/// Takes `amount` out of the left till, calls carry(), and puts it into the right one.
void move(Tills& tills, long amount, const std::function<void()>& carry);

/// Destroys the mutex.
void close(Tills& tills);
