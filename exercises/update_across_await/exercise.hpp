/// One seat, two buyers: what you write.
#pragma once

#include <functional>

#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/task.hpp"

struct Theatre {
    int seats = 0;                                      // that are free
    int tickets = 0;                                    // that were sold
    std::function<triptych::coroutines::Task<>()> pay;  // asks a bank: await what it returns
    triptych::coroutines::Mutex mutex;                  // if you want one
};

/// Sells one seat if there is one, after theatre.pay() was awaited. Returns whether it did.
triptych::coroutines::Task<bool> sell(Theatre& theatre);
