/// Which model for which work: what you write.
#pragma once

enum class Model { threads, processes, coroutines };

struct Work {
    int tasks;           // that can be done at the same time
    double waits_ms;     // each: for somebody else's answer
    double computes_ms;  // each: on a core
    bool may_crash;      // a task may end its whole process
    int cores;           // that this machine has for us
};

/// The model in which this work takes the least time.
Model choose(const Work& work);
