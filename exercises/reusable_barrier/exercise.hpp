/// A barrier for many rounds: what you write.
#pragma once

#include <mutex>

#include "exercises/support/bell.hpp"

struct Barrier {
    explicit Barrier(int all) : threads{all} {}

    const int threads;  // that meet here
    std::mutex mutex;
    triptych::exercises::Bell bell;
    int arrived = 0;  // guarded by mutex
    int round = 0;    // guarded by mutex
};

/// Returns when all `barrier.threads` threads have called it in this round.
void meet(Barrier& barrier);
