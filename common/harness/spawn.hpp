/// Starts a program with pipes for its output.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include "common/descriptor.hpp"

namespace triptych::harness {

/// A program that was started. Requires: the caller waits for it.
struct Spawned {
    pid_t pid;          // and the id of its process group
    Descriptor output;  // its stdout; non-blocking
    Descriptor errors;  // its stderr; non-blocking
};

/// Starts the program words[0] (a path) in its own process group, with default signals and an empty
/// stdin. Throws std::system_error if it cannot be started.
Spawned spawn(const std::vector<std::string>& words);

}  // namespace triptych::harness
