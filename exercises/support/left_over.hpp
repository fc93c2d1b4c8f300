/// What a check leaves behind: children, descriptors, threads, shared mappings.
#pragma once

#include <string>

namespace triptych::exercises {

/// What this process has now.
struct Possessions {
    std::string descriptors;  // "0 1 2": their numbers
    int threads = 0;
    int mappings = 0;  // of shared memory
    int zombies = 0;
    int children = 0;  // that run
};

Possessions possessions();

/// Throws Wrong, with a key, if there is more than before. A thread that was joined may take a
/// moment to leave /proc, and a child a moment to end, so it waits for up to two seconds.
void expect_nothing_left(const Possessions& before);

}  // namespace triptych::exercises
